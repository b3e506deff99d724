import { SendTemplatedEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import {
  MAIL_TAG,
  MAILBOX_SIMULATOR,
  type MailTemplateName,
  SUBMISSION_TAG,
  templateName,
} from '../contract';
import { type AllForms, formOf } from '../core/form-of';
import { messageVariables, receiptVariables } from '../core/mail-variables';
import { MailFault, sesFault } from '../core/ses-fault';
import type { Mailer } from '../delivery-ports';
import type { Submission } from '../submission';

export interface MailSettings {
  /** Verified address that mail is sent from. */
  readonly sender: string;
  readonly forms: AllForms;
  /** Names less `-<language>`. */
  readonly messageTemplate: string;
  readonly receiptTemplate: string;
  readonly configurationSet: string;
  readonly receiptConfigurationSet: string;
}

/**
 * Calls ses:SendTemplatedEmail. SES answers before it renders: a fault in the template appears only
 * as the configuration set's `renderingFailure` event.
 */
export function sesMailer(client: Pick<SESClient, 'send'>, settings: MailSettings): Mailer {
  const { sender, forms } = settings;

  const send = async (mail: {
    readonly kind: MailTemplateName;
    readonly id: string;
    readonly to: readonly string[];
    readonly replyTo: readonly string[];
    readonly template: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly configurationSet: string;
  }): Promise<string> => {
    try {
      const { MessageId } = await client.send(
        new SendTemplatedEmailCommand({
          Source: sender,
          Destination: { ToAddresses: [...mail.to] },
          ReplyToAddresses: [...mail.replyTo],
          Template: mail.template,
          TemplateData: JSON.stringify(mail.variables),
          ConfigurationSetName: mail.configurationSet,
          Tags: [
            { Name: SUBMISSION_TAG, Value: mail.id },
            { Name: MAIL_TAG, Value: mail.kind },
          ],
        }),
      );
      if (MessageId === undefined) throw new Error('SES answered without a message id');
      return MessageId;
    } catch (error) {
      throw new MailFault(sesFault(error), error);
    }
  };

  return {
    sendMessage(submission: Submission) {
      const form = formOf(forms, submission.form);
      return send({
        kind: 'message',
        id: submission.id,
        to: submission.destination === 'owner' ? form.recipients : [MAILBOX_SIMULATOR],
        replyTo: [submission.values.email],
        template: templateName(settings.messageTemplate, form.language),
        variables: messageVariables(submission, form),
        configurationSet: settings.configurationSet,
      });
    },

    async sendReceipt(submission: Submission) {
      const { language } = formOf(forms, submission.form);
      await send({
        kind: 'receipt',
        id: submission.id,
        to: [submission.values.email],
        replyTo: [],
        template: templateName(settings.receiptTemplate, language),
        variables: receiptVariables(submission),
        configurationSet: settings.receiptConfigurationSet,
      });
    },
  };
}

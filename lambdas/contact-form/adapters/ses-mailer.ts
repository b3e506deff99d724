import { SendTemplatedEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { MAILBOX_SIMULATOR } from '../contract';
import { messageVariables } from '../core/mail-variables';
import { type Mailer, Unavailable } from '../ports';

export interface MailSettings {
  /** Verified address that mail is sent from. */
  readonly sender: string;
  /** At most 50 addresses. */
  readonly recipients: readonly string[];
  readonly template: string;
  readonly configurationSet: string;
}

/**
 * Calls ses:SendTemplatedEmail. SES answers before it renders: a fault in the template shows only as
 * the configuration set's `renderingFailure` event.
 */
export function sesMailer(client: Pick<SESClient, 'send'>, settings: MailSettings): Mailer {
  return {
    async send(submission) {
      const recipients =
        submission.destination === 'owner' ? settings.recipients : [MAILBOX_SIMULATOR];
      try {
        const { MessageId } = await client.send(
          new SendTemplatedEmailCommand({
            Source: settings.sender,
            Destination: { ToAddresses: [...recipients] },
            ReplyToAddresses: [submission.form.email],
            Template: settings.template,
            TemplateData: JSON.stringify(messageVariables(submission)),
            ConfigurationSetName: settings.configurationSet,
          }),
        );
        if (MessageId === undefined) throw new Error('SES answered without a message id');
        return MessageId;
      } catch (error) {
        throw new Unavailable('ses', error);
      }
    },
  };
}

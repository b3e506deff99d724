import { Stack, type StackProps } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CfnTemplate,
  CloudWatchDimensionSource,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { DELIVER_ACTIONS } from '../../lambdas/contact-form/contract';
import type { EnvironmentConfig } from '../config/config';
import type { MailTemplate } from '../mail-template';
import { environmentNames, senderOf, SES_CONFIGURATION_SET_DIMENSION, ZONE_NAMES } from '../naming';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface EmailStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<EnvironmentConfig, 'name' | 'domain' | 'delegated'>;
  /** Receives the DKIM and MAIL FROM records. Owned by DnsStack. */
  readonly zone: IPublicHostedZone;
  /** The owner's verified address; mail comes from it while the environment is not delegated. */
  readonly ownerSender: EmailAddress;
  readonly templates: Readonly<Record<'message' | 'receipt', MailTemplate>>;
}

/** Who may send what in the owner's name: identity, templates and the rules for every mail. */
export class EmailStack extends Stack {
  /** `From` of every mail. */
  readonly sender: EmailAddress;
  private readonly names: ReturnType<typeof environmentNames>;

  constructor(scope: Construct, id: string, props: EmailStackProps) {
    super(scope, id, props);
    const { domain, delegated, name } = props.environment;
    this.names = environmentNames(props.project, name);
    this.sender = delegated ? senderOf(domain) : props.ownerSender;

    if (delegated) {
      new EmailIdentity(this, 'DomainIdentity', {
        identity: Identity.publicHostedZone(props.zone),
        mailFromDomain: `${ZONE_NAMES.mailFrom}.${domain}`,
      });
    } else {
      new EmailIdentity(this, 'SenderIdentity', { identity: Identity.email(props.ownerSender) });
    }
    this.configurationSet();
    this.template('MessageTemplate', this.names.messageTemplate, props.templates.message);
    this.template('ReceiptTemplate', this.names.receiptTemplate, props.templates.receipt);
  }

  /**
   * Lets a function send the message template from `sender`, with the configuration set. `identity/*`
   * because SES asks for leave on each recipient's identity too while an account is in its sandbox;
   * the condition keeps it to one sender.
   */
  grantSend(grantee: IGrantable) {
    const arn = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'ses', resource, resourceName });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...DELIVER_ACTIONS.mail],
        resources: [
          arn('identity', '*'),
          arn('configuration-set', this.names.configurationSet),
          arn('template', this.names.messageTemplate),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': this.sender } },
      }),
    );
  }

  private configurationSet() {
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.names.configurationSet,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    // SES answers before it renders: without this a fault in a template shows nowhere.
    configurationSet.addEventDestination('Metrics', {
      destination: EventDestination.cloudWatchDimensions([
        {
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          name: SES_CONFIGURATION_SET_DIMENSION,
          defaultValue: this.names.configurationSet,
        },
      ]),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
  }

  private template(id: string, templateName: string, { subject, text, html }: MailTemplate) {
    new CfnTemplate(this, id, {
      template: { templateName, subjectPart: subject, textPart: text, htmlPart: html },
    });
  }
}

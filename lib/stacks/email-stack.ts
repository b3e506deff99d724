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
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import {
  DELIVER_ACTIONS,
  type Language,
  type MailTemplateName,
  templateName,
} from '../../lambdas/contact-form/contract';
import type { EnvironmentConfig } from '../config/config';
import { SendingPolicy } from '../environment/mail/sending-policy';
import type { MailTemplate } from '../environment/mail/mail-template';
import {
  type EnvironmentNames,
  environmentNames,
  senderOf,
  SES_CONFIGURATION_SET_DIMENSION,
  ZONE_NAMES,
} from '../naming';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface EmailStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'domain' | 'delegated' | 'restrictSending'
  >;
  /** Receives the DKIM and MAIL FROM records. Owned by DnsStack. */
  readonly zone: IPublicHostedZone;
  /**
   * Whether another stack of the account and region has the identity of `ownerSender`, which both send
   * from.
   */
  readonly sharesSender: boolean;
  /** The owner's verified address; mail comes from it while the environment is not delegated. */
  readonly ownerSender: EmailAddress;
  readonly templates: readonly {
    readonly mail: MailTemplateName;
    readonly language: Language;
    readonly content: MailTemplate;
  }[];
}

/** SES answers before it renders and sends. Without these events nobody would notice a lost mail. */
const WORTH_HEARING = [
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

const ID_OF = { message: 'MessageTemplate', receipt: 'ReceiptTemplate' } as const;

/** Who may send what in the owner's name: identity, templates and the rules for every mail. */
export class EmailStack extends Stack {
  /** `From` of every mail. */
  readonly sender: EmailAddress;
  /**
   * Topic to which SES reports what became of mails after it took them. Not encrypted at rest: SES
   * cannot publish with AWS's key, a key of our own costs 1 USD a month, and a topic stores
   * nothing.
   */
  readonly mailEvents: ITopic;
  private readonly names: EnvironmentNames;
  private readonly templateNames: readonly string[];

  constructor(scope: Construct, id: string, props: EmailStackProps) {
    super(scope, id, props);
    const { domain, delegated, name, restrictSending } = props.environment;
    this.names = environmentNames(props.project, name);
    this.sender = delegated ? senderOf(domain) : props.ownerSender;

    const identity = delegated
      ? new EmailIdentity(this, 'DomainIdentity', {
          identity: Identity.publicHostedZone(props.zone),
          mailFromDomain: `${ZONE_NAMES.mailFrom}.${domain}`,
        })
      : props.sharesSender
        ? EmailIdentity.fromEmailIdentityName(this, 'SenderIdentity', props.ownerSender)
        : new EmailIdentity(this, 'SenderIdentity', {
            identity: Identity.email(props.ownerSender),
          });
    if (restrictSending) {
      new SendingPolicy(this, 'SendingPolicy', {
        identity,
        identityName: delegated ? domain : props.ownerSender,
        sender: this.sender,
        roleName: this.names.deliverRole,
      });
    }
    this.mailEvents = new Topic(this, 'MailEvents', {
      topicName: this.names.mailEventTopic,
      enforceSSL: true,
    });
    this.configurationSet('ConfigurationSet', this.names.configurationSet);
    this.configurationSet('ReceiptConfigurationSet', this.names.receiptConfigurationSet);
    this.templateNames = props.templates.map(({ mail, language, content }) => {
      const called = templateName(this.names.templates[mail], language);
      this.template(`${ID_OF[mail]}-${language}`, called, content);
      return called;
    });
  }

  /**
   * Lets a function send these templates from `sender`, with the configuration sets. `identity/*`
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
          arn('configuration-set', this.names.receiptConfigurationSet),
          ...this.templateNames.map((called) => arn('template', called)),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': this.sender } },
      }),
    );
  }

  private configurationSet(id: string, configurationSetName: string) {
    const configurationSet = new ConfigurationSet(this, id, {
      configurationSetName,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Metrics', {
      destination: EventDestination.cloudWatchDimensions([
        {
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          name: SES_CONFIGURATION_SET_DIMENSION,
          defaultValue: configurationSetName,
        },
      ]),
      events: [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, ...WORTH_HEARING],
    });
    configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.snsTopic(this.mailEvents),
      events: [...WORTH_HEARING],
    });
  }

  private template(id: string, templateName: string, { subject, text, html }: MailTemplate) {
    new CfnTemplate(this, id, {
      template: { templateName, subjectPart: subject, textPart: text, htmlPart: html },
    });
  }
}

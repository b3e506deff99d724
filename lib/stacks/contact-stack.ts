import { Aws, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountPrincipal, Grant, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  DELIVER_ACTIONS,
  type DeliverEnv,
  SMOKE_TEST_ENV,
  SUBMISSION_STATUS_ACTIONS,
  type SubmissionStatusEnv,
  SUBMIT_ACTIONS,
  type SubmitEnv,
} from '../../lambdas/contact-form/contract';
import type { ContactConfig, EnvironmentConfig } from '../config/config';
import { THANK_YOU_PAGE } from '../constants';
import { ContactApi } from '../constructs/contact-api';
import { ContactFunction, type ContactFunctionProps } from '../constructs/contact-function';
import { ContactPage, type ContactPageProps } from '../constructs/contact-page';
import { SubmissionQueue } from '../constructs/submission-queue';
import type { SmokeTest } from '../constructs/smoke-test-build';
import { environmentNames, pipelineNames } from '../naming';
import type { AccountId, ProjectName } from '../types/branded';
import type { EmailStack } from './email-stack';
import type { StorageStack } from './storage-stack';

export interface ContactStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'logRetentionDays' | 'submissionRetentionDays'
  >;
  readonly contact: Pick<ContactConfig, 'recipients' | 'allowedOrigins'>;
  /** Holds the pipeline, whose smoke test may assume a role here. */
  readonly toolsAccount: AccountId;
  readonly storage: Pick<StorageStack, 'assets' | 'website' | 'submissions'>;
  readonly email: Pick<EmailStack, 'sender' | 'grantSend'>;
  /** Entry files of the functions. */
  readonly handlers: Readonly<Record<'submit' | 'deliver' | 'submissionStatus', string>>;
  /** The site's files: see ContactPage. */
  readonly site: Pick<ContactPageProps, 'staticFolder' | 'pages'>;
}

/**
 * Four calls to AWS at most, each of three tries of at most 2 s and the pauses between them; see
 * `lambdas/contact-form/adapters/client-settings.ts`.
 */
const FUNCTION_TIMEOUT = Duration.seconds(30);

/** The way of a message: page, API, queue, function. Holds nothing that would be missed. */
export class ContactStack extends Stack {
  /** What the pipeline tests this environment with. */
  readonly smokeTest: SmokeTest;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContactStackProps,
  ) {
    super(scope, id, props);
    const { storage, contact, environment } = props;
    const { website } = storage;
    const names = this.names();

    const submissions = new SubmissionQueue(this, 'Submissions', {
      queueName: names.submissionQueue,
      deadLetterQueueName: names.deadLetterQueue,
      consumerTimeout: FUNCTION_TIMEOUT,
    });
    submissions.feed(this.deliverFunction());
    const contactApi = new ContactApi(this, 'Api', {
      apiName: names.contactApi,
      accessLogName: names.contactApiAccessLog,
      serverErrorMetric: names.serverErrorMetric,
      logRetentionDays: environment.logRetentionDays,
      allowedOrigins: [website.origin, ...contact.allowedOrigins],
      submit: this.submitFunction(submissions.queue),
      submissionStatus: this.submissionStatusFunction(),
    });
    contactApi.grantSmokeTest(this.smokeTestRole());
    new ContactPage(this, 'Page', {
      ...props.site,
      apiUrl: contactApi.api.apiEndpoint,
      bucket: storage.assets,
      distribution: website.distribution,
      logRetentionDays: environment.logRetentionDays,
    });

    // From the names, as the pipeline lives in another account and reads it before this exists.
    const roleArn = this.roleArn(this.account, names.smokeTestRole);
    this.smokeTest = {
      outputs: {
        [SMOKE_TEST_ENV.contactPageUrl]: this.output('ContactPageUrl', website.origin),
        [SMOKE_TEST_ENV.contactApiUrl]: this.output('ContactApiUrl', contactApi.api.apiEndpoint),
        [SMOKE_TEST_ENV.smokeTestRoleArn]: this.output('SmokeTestRoleArn', roleArn),
        [SMOKE_TEST_ENV.region]: this.output('Region', this.region),
      },
      assumes: [roleArn],
    };
  }

  private submitFunction(queue: IQueue) {
    const submit = this.function('Submit', {
      functionName: this.names().submitFunction,
      description: 'Takes the contact form and puts the message on the queue',
      entry: this.props.handlers.submit,
      environment: {
        SUBMISSION_QUEUE_URL: queue.queueUrl,
        THANK_YOU_URL: `${this.props.storage.website.origin}/${THANK_YOU_PAGE}`,
      } satisfies SubmitEnv,
    });
    queue.grant(submit, ...SUBMIT_ACTIONS);
    return submit;
  }

  private deliverFunction() {
    const { storage, email, contact, environment } = this.props;
    const names = this.names();
    const events = new Topic(this, 'Events', {
      topicName: names.contactEventTopic,
      enforceSSL: true,
    });
    const deliver = this.function('Deliver', {
      functionName: names.deliverFunction,
      description: 'Stores messages from the queue, mails them to the owner and announces them',
      entry: this.props.handlers.deliver,
      environment: {
        SUBMISSION_TABLE: storage.submissions.tableName,
        CONTACT_RECIPIENTS: contact.recipients.join(','),
        CONTACT_SENDER: email.sender,
        SES_CONFIGURATION_SET: names.configurationSet,
        SES_MESSAGE_TEMPLATE: names.messageTemplate,
        CONTACT_EVENT_TOPIC_ARN: events.topicArn,
        SUBMISSION_RETENTION_DAYS: String(environment.submissionRetentionDays),
      } satisfies DeliverEnv,
    });
    storage.submissions.grant(deliver, ...DELIVER_ACTIONS.table);
    email.grantSend(deliver);
    Grant.addToPrincipal({
      grantee: deliver,
      actions: [...DELIVER_ACTIONS.eventTopic],
      resourceArns: [events.topicArn],
    });
    return deliver;
  }

  private submissionStatusFunction() {
    const { submissions } = this.props.storage;
    const submissionStatus = this.function('SubmissionStatus', {
      functionName: this.names().submissionStatusFunction,
      description: 'Tells the smoke test whether its message is mailed',
      entry: this.props.handlers.submissionStatus,
      environment: { SUBMISSION_TABLE: submissions.tableName } satisfies SubmissionStatusEnv,
    });
    submissions.grant(submissionStatus, ...SUBMISSION_STATUS_ACTIONS);
    return submissionStatus;
  }

  private function(id: string, props: Omit<ContactFunctionProps, 'timeout' | 'logRetentionDays'>) {
    const { logRetentionDays } = this.props.environment;
    return new ContactFunction(this, id, { ...props, timeout: FUNCTION_TIMEOUT, logRetentionDays });
  }

  /** Admits one role of the tools account, which need not exist yet: its name is agreed. */
  private smokeTestRole() {
    const { project, toolsAccount, environment } = this.props;
    const build = this.roleArn(
      toolsAccount,
      pipelineNames(project).smokeTestRole(environment.name),
    );
    return new Role(this, 'SmokeTestRole', {
      roleName: this.names().smokeTestRole,
      assumedBy: new AccountPrincipal(toolsAccount).withConditions({
        ArnEquals: { 'aws:PrincipalArn': build },
      }),
    });
  }

  private roleArn(account: string, name: string) {
    return `arn:${Aws.PARTITION}:iam::${account}:role/${name}`;
  }

  private output(id: string, value: string) {
    return new CfnOutput(this, id, { value });
  }

  private names() {
    return environmentNames(this.props.project, this.props.environment.name);
  }
}

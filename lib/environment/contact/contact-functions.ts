import { Duration, Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  DELIVER_ACTIONS,
  type DeliverEnv,
  FEEDBACK_ACTIONS,
  type FeedbackEnv,
  SUBMISSION_STATUS_ACTIONS,
  type SubmissionStatusEnv,
  SUBMIT_ACTIONS,
  type SubmitEnv,
} from '../../../lambdas/contact-form/contract';
import { OWNERS_PAGE_ACTIONS, type OwnersPageEnv } from '../../../lambdas/submissions/contract';
import { WEBHOOKS_ACTIONS, type WebhooksEnv } from '../../../lambdas/webhooks/contract';
import type { ContactConfig, EnvironmentConfig } from '../../config/config';
import {
  deliverSource,
  FUNCTION_SOURCES,
  ownersPageSource,
  submitSource,
} from '../../functions/function-sources';
import { environmentNames } from '../../naming';
import type { EmailStack } from '../../stacks/email-stack';
import type { ProjectName } from '../../types/branded';
import {
  LeastPrivilegeFunction,
  type LeastPrivilegeFunctionProps,
} from '../../functions/least-privilege-function';
import type { FunctionPlacement } from '../../functions/function-placement';
import { grantKey, type KeyUse } from '../customer-key';
import { recoveryDays } from '../../recovery/recovery-window';
import type { SignIn } from './owners-page';
import type { SubmissionQueue } from './submission-queue';
import { WEBHOOKS_TIMEOUT } from './webhooks';

export interface ContactFunctionsProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    | 'name'
    | 'logRetentionDays'
    | 'submissionRetentionDays'
    | 'tracing'
    | 'webhooks'
    | 'backup'
    | 'protectData'
  >;
  readonly forms: ContactConfig['forms'];
  readonly submissions: ITableV2;
  readonly guard: ITableV2;
  readonly queues: Pick<SubmissionQueue, 'queue' | 'deadLetterQueue'>;
  /** Default: everything is encrypted with AWS's keys. */
  readonly customerKey?: IKey;
  /** Default: the functions run in Lambda's own network. */
  readonly placement?: FunctionPlacement;
}

/** A few calls to AWS, each of three tries of at most 2 s and the pauses between them. */
const TIMEOUT = Duration.seconds(30);
/** The same for ten messages side by side, with up to 15 s for SES to take a mail. */
export const DELIVER_TIMEOUT = Duration.seconds(60);
/**
 * API Gateway waits 30 seconds for an answer, but an erasure that walks through long queues goes on until
 * this time is over.
 */
const OWNERS_PAGE_TIMEOUT = Duration.minutes(5);

/** Makes the functions of the contact form, each with the grants of its contract and no others. */
export class ContactFunctions {
  constructor(
    private readonly scope: Construct,
    private readonly props: ContactFunctionsProps,
  ) {}

  submit(origins: { readonly site: string; readonly allowed: readonly string[] }) {
    const { queues, guard, forms } = this.props;
    const submit = this.function('Submit', {
      functionName: this.names().submitFunction,
      description: 'Takes the contact form and puts the message on the queue',
      source: submitSource(forms),
      environment: {
        ...this.metrics(),
        SUBMISSION_QUEUE_URL: queues.queue.queueUrl,
        GUARD_TABLE: guard.tableName,
        SITE_ORIGIN: origins.site,
        ALLOWED_ORIGINS: origins.allowed.join(','),
      } satisfies SubmitEnv,
    });
    queues.queue.grant(submit, ...SUBMIT_ACTIONS.queue);
    guard.grant(submit, ...SUBMIT_ACTIONS.guardTable);
    this.useKey(submit, { opens: ['dynamodb'], passesOn: ['sqs'] });
    return submit;
  }

  deliver(email: Pick<EmailStack, 'sender' | 'grantSend'>, events: ITopic) {
    const { submissions, guard, queues, forms, environment } = this.props;
    const names = this.names();
    const deliver = this.function('Deliver', {
      functionName: names.deliverFunction,
      roleName: names.deliverRole,
      description: 'Stores messages from the queue, mails them to the owner and announces them',
      source: deliverSource(forms),
      timeout: DELIVER_TIMEOUT,
      environment: {
        ...this.metrics(),
        SUBMISSION_TABLE: submissions.tableName,
        GUARD_TABLE: guard.tableName,
        SUBMISSION_QUEUE_URL: queues.queue.queueUrl,
        DEAD_LETTER_QUEUE_URL: queues.deadLetterQueue.queueUrl,
        CONTACT_SENDER: email.sender,
        SES_CONFIGURATION_SET: names.configurationSet,
        SES_RECEIPT_CONFIGURATION_SET: names.receiptConfigurationSet,
        SES_MESSAGE_TEMPLATE: names.templates.message,
        SES_RECEIPT_TEMPLATE: names.templates.receipt,
        CONTACT_EVENT_TOPIC_ARN: events.topicArn,
        SUBMISSION_RETENTION_DAYS: String(environment.submissionRetentionDays),
      } satisfies DeliverEnv,
    });
    submissions.grant(deliver, ...DELIVER_ACTIONS.table);
    guard.grant(deliver, ...DELIVER_ACTIONS.guardTable);
    queues.queue.grant(deliver, ...DELIVER_ACTIONS.queue);
    queues.deadLetterQueue.grant(deliver, ...DELIVER_ACTIONS.deadLetterQueue);
    email.grantSend(deliver);
    Grant.addToPrincipal({
      grantee: deliver,
      actions: [...DELIVER_ACTIONS.eventTopic],
      resourceArns: [events.topicArn],
    });
    this.useKey(deliver, { opens: ['dynamodb'], passesOn: ['sns', 'sqs'] });
    return deliver;
  }

  submissionStatus() {
    const { submissions } = this.props;
    const submissionStatus = this.function('SubmissionStatus', {
      functionName: this.names().submissionStatusFunction,
      description: 'Tells the smoke test whether its message is mailed',
      source: FUNCTION_SOURCES.submissionStatus,
      environment: { SUBMISSION_TABLE: submissions.tableName } satisfies SubmissionStatusEnv,
    });
    submissions.grant(submissionStatus, ...SUBMISSION_STATUS_ACTIONS);
    this.useKey(submissionStatus, { opens: ['dynamodb'] });
    return submissionStatus;
  }

  feedback(deadLetterQueue: IQueue) {
    const { submissions } = this.props;
    const feedback = this.function('Feedback', {
      functionName: this.names().feedbackFunction,
      description: 'Records what SES tells of mails after it took them',
      source: FUNCTION_SOURCES.feedback,
      deadLetterQueue,
      environment: {
        ...this.metrics(),
        SUBMISSION_TABLE: submissions.tableName,
      } satisfies FeedbackEnv,
    });
    submissions.grant(feedback, ...FEEDBACK_ACTIONS);
    // Lambda puts events at which the function fails into the queue, with the function's role.
    this.useKey(feedback, { opens: ['dynamodb'], passesOn: ['sqs'] });
    return feedback;
  }

  /** In Lambda's own network, whatever the placement of the others: a network of ours has no way out. */
  webhooks({ queue, deadLetterQueue }: Pick<SubmissionQueue, 'queue' | 'deadLetterQueue'>) {
    const { submissions, environment } = this.props;
    const names = this.names();
    const webhooks = new LeastPrivilegeFunction(this.scope, 'Webhooks', {
      functionName: names.webhooksFunction,
      description: 'Tells the configured webhooks of mailed messages',
      source: FUNCTION_SOURCES.webhooks,
      timeout: WEBHOOKS_TIMEOUT,
      logRetentionDays: environment.logRetentionDays,
      tracing: environment.tracing,
      environment: {
        SUBMISSION_TABLE: submissions.tableName,
        WEBHOOK_QUEUE_URL: queue.queueUrl,
        WEBHOOK_DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
        WEBHOOKS: JSON.stringify(environment.webhooks),
        WEBHOOK_PARAMETER_PREFIX: names.webhookParameters,
      } satisfies WebhooksEnv,
    });
    const readsTable = environment.webhooks.some(({ content }) => content);
    if (readsTable) submissions.grant(webhooks, ...WEBHOOKS_ACTIONS.table);
    queue.grant(webhooks, ...WEBHOOKS_ACTIONS.queue);
    deadLetterQueue.grant(webhooks, ...WEBHOOKS_ACTIONS.deadLetterQueue);
    Grant.addToPrincipal({
      grantee: webhooks,
      actions: [...WEBHOOKS_ACTIONS.parameters],
      resourceArns: environment.webhooks.map(({ name }) =>
        Stack.of(this.scope).formatArn({
          service: 'ssm',
          resource: 'parameter',
          resourceName: `${names.webhookParameters.slice(1)}${name}`,
        }),
      ),
    });
    this.useKey(webhooks, { opens: readsTable ? ['dynamodb'] : [], passesOn: ['sqs'] });
    return webhooks;
  }

  ownersPage(signIn: SignIn) {
    const { submissions, guard, queues, environment } = this.props;
    const page = this.function('OwnersPageFunction', {
      functionName: this.names().ownersPage,
      description: 'Answers the page on which people read and handle messages',
      source: ownersPageSource(),
      timeout: OWNERS_PAGE_TIMEOUT,
      environment: {
        ENVIRONMENT_NAME: environment.name,
        SUBMISSION_TABLE: submissions.tableName,
        GUARD_TABLE: guard.tableName,
        SUBMISSION_QUEUE_URL: queues.queue.queueUrl,
        DEAD_LETTER_QUEUE_URL: queues.deadLetterQueue.queueUrl,
        RECOVERY_DAYS: String(
          environment.protectData ? recoveryDays(environment.submissionRetentionDays) : 0,
        ),
        BACKUP_DAYS: String(environment.backup?.retentionDays ?? 0),
        SIGN_IN_ORIGIN: signIn.origin,
        SIGN_IN_CLIENT: signIn.clientId,
      } satisfies OwnersPageEnv,
    });
    submissions.grant(page, ...OWNERS_PAGE_ACTIONS.table);
    guard.grant(page, ...OWNERS_PAGE_ACTIONS.guardTable);
    queues.queue.grant(page, ...OWNERS_PAGE_ACTIONS.queue);
    queues.deadLetterQueue.grant(page, ...OWNERS_PAGE_ACTIONS.deadLetterQueue);
    this.useKey(page, { opens: ['dynamodb'], passesOn: ['sqs'] });
    return page;
  }

  private useKey(grantee: LeastPrivilegeFunction, use: KeyUse) {
    const { customerKey } = this.props;
    if (customerKey) grantKey(customerKey, grantee, use);
  }

  private function(
    id: string,
    props: Omit<
      LeastPrivilegeFunctionProps,
      'timeout' | 'logRetentionDays' | 'tracing' | 'placement'
    > &
      Partial<Pick<LeastPrivilegeFunctionProps, 'timeout'>>,
  ) {
    const { logRetentionDays, tracing } = this.props.environment;
    const { placement } = this.props;
    return new LeastPrivilegeFunction(this.scope, id, {
      timeout: TIMEOUT,
      logRetentionDays,
      tracing,
      ...(placement && { placement }),
      ...props,
    });
  }

  private metrics() {
    const { namespace, dimensions } = this.names().metrics;
    return { METRIC_NAMESPACE: namespace, ENVIRONMENT_NAME: dimensions.Environment };
  }

  private names() {
    return environmentNames(this.props.project, this.props.environment.name);
  }
}

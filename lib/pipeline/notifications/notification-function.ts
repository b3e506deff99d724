import { Duration } from 'aws-cdk-lib';
import type { IPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { production } from '../../config/environment/production';
import {
  NOTIFICATIONS_PREFIX,
  NOTIFICATIONS_ENV,
  type NotificationsEnv,
} from '../../../lambdas/pipeline-notifications/contract';
import { PIPELINE_REVIEW_STAGE, RELEASES_PREFIX } from '../../../lambdas/release-check/contract';
import type { Config } from '../../config/config';
import { FUNCTION_SOURCES } from '../../functions/function-sources';
import { PIPELINE_REVIEW_MINUTES } from '../../constants';
import { pipelineNames } from '../../naming';
import type { ArtifactStore } from '../artifacts/artifact-store';
import { LeastPrivilegeFunction } from '../../functions/least-privilege-function';

export interface NotificationFunctionProps extends Pick<Config, 'project' | 'environments'> {
  readonly pipeline: IPipeline;
  /** Whether a person may have to approve before the pipeline updates itself. */
  readonly asksBeforeUpdate: boolean;
  readonly artifacts: ArtifactStore;
  readonly buildLogs: ILogGroup;
  /** Where it is told. */
  readonly topic: ITopic;
}

/** The function that turns the pipeline's events into messages for people. */
export class NotificationFunction extends Construct {
  /** Queue for events that could not be reported. */
  readonly deadLetters: IQueue;
  readonly log: ILogGroup;

  constructor(scope: Construct, id: string, props: NotificationFunctionProps) {
    super(scope, id);
    const names = pipelineNames(props.project);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: names.notificationDeadLetterQueue,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const lastEnvironment = production(props.environments).name;
    const handler = new LeastPrivilegeFunction(this, 'Function', {
      functionName: names.notificationFunction,
      description: 'Tells people what became of a release',
      source: FUNCTION_SOURCES.pipelineNotifications,
      timeout: Duration.minutes(1),
      logRetentionDays: RetentionDays.THREE_MONTHS,
      tracing: false,
      deadLetterQueue: this.deadLetters,
      environment: {
        [NOTIFICATIONS_ENV.pipeline]: names.pipeline,
        [NOTIFICATIONS_ENV.topicArn]: props.topic.topicArn,
        [NOTIFICATIONS_ENV.bucket]: props.artifacts.bucket.bucketName,
        [NOTIFICATIONS_ENV.buildLogGroup]: props.buildLogs.logGroupName,
        [NOTIFICATIONS_ENV.lastEnvironment]: lastEnvironment,
        [NOTIFICATIONS_ENV.approvalMinutes]: approvalMinutes(props),
        [NOTIFICATIONS_ENV.metricNamespace]: names.metricNamespace,
      } satisfies NotificationsEnv,
    });
    this.log = handler.logGroup;
    grant(handler, props);
    this.call(handler, props.pipeline);
  }

  private call(handler: IFunction, { pipelineName }: IPipeline) {
    const rule = (id: string, detailType: string, detail: EventPattern['detail']) =>
      new Rule(this, id, {
        description: `${pipelineName}: ${detailType}`,
        eventPattern: {
          source: ['aws.codepipeline'],
          detailType: [detailType],
          detail: { pipeline: [pipelineName], ...detail },
        },
        // What EventBridge cannot hand over, it keeps there, too.
        targets: [new LambdaFunction(handler, { deadLetterQueue: this.deadLetters })],
      });
    // A superseded, stopped or cancelled execution is not reported; a self-mutation cancels its own.
    rule('Ended', 'CodePipeline Pipeline Execution State Change', {
      state: ['SUCCEEDED', 'FAILED'],
    });
    rule('ApprovalNeeded', 'CodePipeline Action Execution State Change', {
      state: ['STARTED'],
      type: { category: ['Approval'] },
    });
  }
}

function grant(handler: IFunction, props: NotificationFunctionProps) {
  const { pipeline, artifacts, buildLogs, topic } = props;
  const { bucket, key } = artifacts;
  const allow = (resources: string[], ...actions: string[]) => {
    handler.addToRolePolicy(new PolicyStatement({ actions, resources }));
  };
  allow(
    [pipeline.pipelineArn],
    'codepipeline:ListActionExecutions',
    'codepipeline:ListPipelineExecutions',
  );
  allow([buildLogs.logGroupArn], 'logs:GetLogEvents');
  allow([bucket.arnForObjects(`${RELEASES_PREFIX}*`)], 's3:GetObject');
  allow(
    [bucket.arnForObjects(`${NOTIFICATIONS_PREFIX}*`)],
    's3:DeleteObject',
    's3:GetObject',
    's3:PutObject',
  );
  allow([key.keyArn], 'kms:Decrypt', 'kms:GenerateDataKey');
  allow([topic.topicArn], 'sns:Publish');
}

/** Stage -> minutes, of those that wait for a person. */
function approvalMinutes({ environments, asksBeforeUpdate }: NotificationFunctionProps): string {
  return JSON.stringify({
    ...(asksBeforeUpdate && { [PIPELINE_REVIEW_STAGE]: PIPELINE_REVIEW_MINUTES }),
    ...Object.fromEntries(
      environments.flatMap(({ name, approval }) =>
        approval ? [[name, approval.timeoutMinutes] as const] : [],
      ),
    ),
  });
}

import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import { PASS_ON_ACTIONS } from '../environment/customer-key';
import { environmentNames } from '../naming';
import type { ProjectName } from '../types/branded';

export interface KeyStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<EnvironmentConfig, 'name' | 'protectData' | 'backup' | 'webhooks'>;
}

/** The longest time that KMS waits before a deletion. */
const DELETION_WINDOW = Duration.days(30);

/**
 * The owner's key for what the environment stores in its region. Roles of the account use it by
 * their own policies; services that act without one are admitted by the key's. All by names: what
 * they work on is made later.
 */
export class KeyStack extends Stack {
  readonly key: IKey;
  private readonly own: Key;

  constructor(scope: Construct, id: string, props: KeyStackProps) {
    super(scope, id, props);
    const names = environmentNames(props.project, props.environment.name);

    this.own = new Key(this, 'Key', {
      alias: names.keyAlias,
      description: `What ${props.project} stores in ${props.environment.name}`,
      enableKeyRotation: true,
      pendingWindow: DELETION_WINDOW,
      removalPolicy: props.environment.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.key = this.own;
    this.admitLogs(names.anyLogGroup);
    this.admit('cloudwatch', PASS_ON_ACTIONS, this.arn('cloudwatch', `alarm:${names.alarm('*')}`));
    // AWS's statement for SES names no source: the topic's own policy says who may publish.
    // https://docs.aws.amazon.com/ses/latest/dg/configure-sns-notifications.html
    this.allow('ses.amazonaws.com', PASS_ON_ACTIONS);
    // EventBridge tells the alarms' topic of backups that failed, and sends no source along.
    if (props.environment.backup) this.allow('events.amazonaws.com', PASS_ON_ACTIONS);
    // What SNS cannot hand over to `feedback` it puts into a queue.
    this.admit('sns', PASS_ON_ACTIONS, this.arn('sns', names.mailEventTopic));
    if (props.environment.webhooks.length > 0) {
      this.admit('sns', PASS_ON_ACTIONS, this.arn('sns', names.contactEventTopic));
    }
    // The site's files. Which distribution it is, nobody knows before there is one.
    this.admit(
      'cloudfront',
      ['kms:Decrypt'],
      `arn:${this.partition}:cloudfront::${this.account}:distribution/*`,
    );
  }

  /**
   * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  private admit(service: string, actions: readonly string[], source: string) {
    this.allow(`${service}.amazonaws.com`, actions, { ArnLike: { 'aws:SourceArn': source } });
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  private admitLogs(logGroups: readonly string[]) {
    this.allow(
      `logs.${this.region}.amazonaws.com`,
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': logGroups.map((name) =>
            this.arn('logs', `log-group:${name}`),
          ),
        },
      },
    );
  }

  private allow(
    principal: string,
    actions: readonly string[],
    conditions?: Record<string, object>,
  ) {
    this.own.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(principal)],
        actions: [...actions],
        resources: ['*'],
        ...(conditions && { conditions }),
      }),
    );
  }

  private arn(service: string, resource: string) {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }
}

import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Billing, type ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../lambdas/contact-form/contract';
import type { EnvironmentConfig } from '../config/config';
import { PrivateBucket } from '../environment/site/private-bucket';
import { TableBackup } from '../environment/backup/table-backup';
import { type CustomDomain, Website } from '../environment/site/website';
import { admitWebsiteLog } from '../environment/site/website-access-log';
import { environmentNames } from '../naming';
import { recoveryDays } from '../recovery/recovery-window';
import { tagsOf } from '../tags';
import type { ProjectName } from '../types/branded';

export interface StorageStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'protectData' | 'logRetentionDays' | 'submissionRetentionDays' | 'backup'
  >;
  /** Key of the table. Default: AWS's key. */
  readonly customerKey?: IKey;
  /** Unset until the environment is delegated. */
  readonly customDomain?: CustomDomain;
}

/** For the time that somebody needs to notice a bad release, or a page that is gone. */
const OLD_FILES = { protected: Duration.days(90), unprotected: Duration.days(7) };
/** Nobody overwrites a log; what expired stays this much longer, and so does what was deleted. */
const OLD_LOGS = Duration.days(7);

/** Everything that holds state: the site's files, the visitors' messages and their backups. */
export class StorageStack extends Stack {
  readonly accessLogs: IBucket;
  readonly assets: IBucket;
  readonly website: Website;
  /** Visitors' messages, each until its TTL. */
  readonly submissions: ITableV2;

  constructor(scope: Construct, id: string, props: StorageStackProps) {
    super(scope, id, props);
    const { name, protectData, logRetentionDays, submissionRetentionDays, backup } =
      props.environment;

    this.accessLogs = new PrivateBucket(this, 'AccessLogs', {
      retain: protectData,
      expiration: Duration.days(logRetentionDays),
      oldVersions: OLD_LOGS,
    });
    admitWebsiteLog(this.accessLogs);
    this.assets = new PrivateBucket(this, 'Assets', {
      retain: protectData,
      oldVersions: protectData ? OLD_FILES.protected : OLD_FILES.unprotected,
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'assets/',
    });
    this.website = new Website(this, 'Website', {
      bucket: this.assets,
      customDomain: props.customDomain,
    });
    this.submissions = new TableV2(this, 'Submissions', {
      partitionKey: { name: SUBMISSION_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: SUBMISSION_TTL,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: protectData,
        ...(protectData && { recoveryPeriodInDays: recoveryDays(submissionRetentionDays) }),
      },
      deletionProtection: protectData,
      removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      // CloudFormation does not pass a stack's tags to a global table: its replicas have their own
      // tags.
      tags: tagsOf(this),
    });
    if (backup) {
      new TableBackup(this, 'Backup', {
        ...backup,
        table: this.submissions,
        customerKey: props.customerKey,
        names: environmentNames(props.project, name).backup,
        retain: protectData,
      });
    }
  }
}

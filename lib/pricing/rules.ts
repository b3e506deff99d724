import { objectOf } from '../../lambdas/shared/json-object';
import * as assumed from './assumptions';
import { whyFree } from './free-types';
import { lastPart, listOf, textOf } from './properties';
import { functionUsage } from './rules-functions';
import { pipelineUsage, projectUsage } from './rules-pipeline';
import type { PricedResource } from './template';
import { type Rule, UnpricedError, type Usage } from './usage';

const { MESSAGES } = assumed;
const GIGA = 1_000_000;

/** Kilobytes for each message, in GB for 1,000. */
const gigabytes = (kilobytes: number) => (kilobytes * MESSAGES) / GIGA;

const RULES: Readonly<Record<string, Rule>> = {
  'AWS::ApiGatewayV2::Api': () => [
    { price: 'apiRequest', used: assumed.API_REQUESTS * MESSAGES },
    {
      price: 'logIngestion',
      used: gigabytes(assumed.API_REQUESTS * assumed.ACCESS_LOG_KILOBYTES),
    },
  ],
  'AWS::Backup::BackupPlan': backupUsage,
  'AWS::Backup::RestoreTestingPlan': () => [
    { price: 'restoreTest', idle: assumed.RESTORE_TESTS_A_MONTH },
  ],
  'AWS::CloudFront::Distribution': () => [
    { price: 'siteRequest', used: assumed.PAGE_VIEWS * assumed.REQUESTS_A_VIEW * MESSAGES },
    { price: 'siteTransfer', used: gigabytes(assumed.PAGE_VIEWS * assumed.KILOBYTES_A_VIEW) },
  ],
  // Metric math is charged by the metrics that it reads.
  'AWS::CloudWatch::Alarm': ({ Properties }) => [
    {
      price: 'alarm',
      idle: Math.max(
        1,
        listOf(Properties?.['Metrics']).filter((one) => 'MetricStat' in one).length,
      ),
    },
  ],
  'AWS::CloudWatch::CompositeAlarm': () => [{ price: 'compositeAlarm', idle: 1 }],
  'AWS::CloudWatch::Dashboard': () => [{ price: 'dashboard', idle: 1 }],
  'AWS::CodeBuild::Project': projectUsage,
  'AWS::CodePipeline::Pipeline': pipelineUsage,
  // Each list and each search on the owner's page reads the whole table.
  'AWS::Cognito::UserPool': () => [
    { price: 'signedInPerson', used: assumed.PEOPLE },
    { price: 'tableRead', used: assumed.LISTS * tableUnits() },
  ],
  'AWS::DynamoDB::GlobalTable': tableUsage,
  'AWS::EC2::FlowLog': () => [
    { price: 'logIngestion', used: gigabytes(assumed.FLOW_LOG_KILOBYTES) },
  ],
  'AWS::EC2::VPCEndpoint': ({ Properties }) =>
    Properties?.['VpcEndpointType'] === 'Interface'
      ? [
          {
            price: 'interfaceEndpoint',
            idle: assumed.HOURS_A_MONTH * Math.max(1, listOf(Properties['SubnetIds']).length),
          },
        ]
      : [],
  'AWS::KMS::Key': () => [
    { price: 'key', idle: 1 },
    { price: 'keyRequest', used: assumed.KEY_REQUESTS },
  ],
  'AWS::Lambda::EventSourceMapping': () => [{ price: 'queueRequest', idle: assumed.POLLS_A_MONTH }],
  'AWS::Lambda::Function': functionUsage,
  'AWS::Route53::HostedZone': () => [
    { price: 'hostedZone', idle: 1 },
    { price: 'dnsQuery', used: assumed.DNS_QUERIES * MESSAGES },
  ],
  'AWS::S3::Bucket': () => [{ price: 'objectStorage', idle: assumed.BUCKET_GB }],
  'AWS::SES::ConfigurationSet': () => [{ price: 'mail', used: assumed.MAILS_A_SET * MESSAGES }],
  'AWS::SES::ConfigurationSetEventDestination': ({ Properties }) =>
    'CloudWatchDestination' in objectOf(Properties?.['EventDestination'])
      ? [{ price: 'customMetric', used: assumed.MAIL_METRICS }]
      : [],
  'AWS::SNS::Topic': ({ Properties }) => {
    const publications = assumed.TOPICS[lastPart(assumed.TOPICS, Properties?.['TopicName']) ?? ''];
    return publications === undefined
      ? []
      : [{ price: 'topicRequest', used: publications * MESSAGES }];
  },
  'AWS::SQS::Queue': ({ Properties }) =>
    textOf(Properties?.['QueueName']).endsWith('-submissions')
      ? [{ price: 'queueRequest', used: assumed.QUEUE_REQUESTS * MESSAGES }]
      : [],
};

/** A unit reads 4 KB. */
function tableUnits(): number {
  return ((assumed.TABLES['Submissions']?.storedGb ?? 0) * GIGA) / 4;
}

/** Full copies, one a day, in one vault or in two. */
function backupUsage({ Properties }: PricedResource): readonly Usage[] {
  const plan = objectOf(Properties?.['BackupPlan']);
  const copies = listOf(plan['BackupPlanRule']).reduce((sum, rule) => {
    const days = Number(objectOf(rule['Lifecycle'])['DeleteAfterDays']);
    return sum + days * (1 + listOf(rule['CopyActions']).length);
  }, 0);
  return [
    { price: 'backupStorage', used: copies * (assumed.TABLES['Submissions']?.storedGb ?? 0) },
  ];
}

function tableUsage({ Properties }: PricedResource, logicalId: string): readonly Usage[] {
  const table = Object.keys(assumed.TABLES).find((name) => logicalId.startsWith(name));
  const use = assumed.TABLES[table ?? ''];
  if (!use) {
    throw new UnpricedError(`the table ${logicalId}`, 'say in TABLES of lib/pricing what it holds');
  }
  return listOf(Properties?.['Replicas']).flatMap((replica): Usage[] => {
    const recovery = objectOf(replica['PointInTimeRecoverySpecification']);
    return [
      { price: 'tableWrite', used: use.writes * MESSAGES },
      { price: 'tableRead', used: use.reads * MESSAGES },
      { price: 'tableStorage', used: use.storedGb },
      ...(recovery['PointInTimeRecoveryEnabled'] === true
        ? [{ price: 'tableRecovery', used: use.storedGb } as const]
        : []),
    ];
  });
}

/** @throws UnpricedError for a type that is neither priced nor listed as free */
export function usageOf(resource: PricedResource, logicalId: string): readonly Usage[] {
  if (typeof resource.Type !== 'string') {
    throw new UnpricedError(`what ${logicalId} makes`, 'only CloudFormation knows which resources');
  }
  const rule = RULES[resource.Type];
  if (rule) return rule(resource, logicalId);
  if (whyFree(resource.Type) !== undefined) return [];
  throw new UnpricedError(
    resource.Type,
    'add its price to lib/pricing/rules.ts, or the reason why it costs nothing to free-types.ts',
  );
}

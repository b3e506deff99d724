/**
 * Types whose removal loses data or something else that is needed: those of our templates, and those that
 * AWS's own database of types calls stateful.
 */
export const STATEFUL_TYPES: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  // A nested stack: its content is not compared.
  'AWS::CloudFormation::Stack',
  'AWS::Cassandra::Table',
  'AWS::Cognito::UserPool',
  'AWS::DSQL::Cluster',
  'AWS::DocDB::DBCluster',
  'AWS::DocDB::DBInstance',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Volume',
  'AWS::ECR::Repository',
  'AWS::EFS::FileSystem',
  'AWS::EMR::Cluster',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::Elasticsearch::Domain',
  'AWS::FSx::FileSystem',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Kinesis::Stream',
  'AWS::Logs::LogGroup',
  'AWS::MemoryDB::Cluster',
  'AWS::Neptune::DBCluster',
  'AWS::Neptune::DBInstance',
  'AWS::OpenSearchService::Domain',
  'AWS::Organizations::Account',
  'AWS::QLDB::Ledger',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Namespace',
  'AWS::Route53::HostedZone',
  'AWS::S3::Bucket',
  'AWS::S3Express::DirectoryBucket',
  'AWS::S3Tables::Table',
  'AWS::S3Tables::TableBucket',
  'AWS::SDB::Domain',
  // Messages that are waiting, and those that nobody has looked at yet.
  'AWS::SQS::Queue',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
  'AWS::Timestream::Table',
]);

/** Types that make resources that no template here shows. If they go, the content of those goes, too. */
const UNSEEN =
  /^Fn::Transform$|::MODULE$|^AWS::CloudFormation::StackSet$|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|^AWS::Serverless::(?:Application|SimpleTable)$/;

/** Whether the removal of a resource, or of a loop that could not be unrolled, loses state. */
export function holdsState(type: string, properties: unknown): boolean {
  return [type, ...(type === 'Fn::ForEach' ? typesIn(properties) : [])].some(
    (one) => STATEFUL_TYPES.has(one) || UNSEEN.test(one) || one.includes('${'),
  );
}

/** The loops in it may have become text (template/resolve.ts). */
function typesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/["']Type["']:["']([^"']+)/g)].map(
    ([, type = '']) => type,
  );
}

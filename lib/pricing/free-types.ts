const PERMISSION = 'IAM and resource policies cost nothing';
const DESCRIPTION = 'describes how another resource works, which is charged by its use';
const NETWORK = 'the parts of a VPC cost nothing; endpoints and flow logs do';
const BACKUP = 'what is stored is counted with the backup plan';
const DEPLOYMENT = 'a function of CDK runs for seconds when a stack is deployed';
const LOGS = 'what is written is counted with who writes it, and storage costs 0.03 USD per GB';

/** Resource type -> why it has no line in the table. */
const FREE_TYPES: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Authorizer': DESCRIPTION,
  'AWS::ApiGatewayV2::Integration': DESCRIPTION,
  'AWS::ApiGatewayV2::Route': DESCRIPTION,
  'AWS::ApiGatewayV2::Stage': DESCRIPTION,
  'AWS::Backup::BackupSelection': BACKUP,
  'AWS::Backup::BackupVault': BACKUP,
  'AWS::Backup::RestoreTestingSelection': 'counted with the restore-testing plan',
  'AWS::Budgets::Budget': 'only budgets with actions are charged, and ours has none',
  'AWS::CE::AnomalyMonitor': 'Cost Anomaly Detection costs nothing',
  'AWS::CE::AnomalySubscription': 'Cost Anomaly Detection costs nothing',
  'AWS::CertificateManager::Certificate': 'public certificates cost nothing',
  'AWS::CloudFront::CachePolicy': DESCRIPTION,
  'AWS::CloudFront::OriginAccessControl': DESCRIPTION,
  'AWS::CloudFront::ResponseHeadersPolicy': DESCRIPTION,
  'AWS::Cognito::UserPoolClient': 'people who sign in are counted with the user pool',
  'AWS::Cognito::UserPoolDomain': "a domain of Cognito's own costs nothing",
  'AWS::EC2::NetworkAcl': NETWORK,
  'AWS::EC2::NetworkAclEntry': NETWORK,
  'AWS::EC2::Route': NETWORK,
  'AWS::EC2::RouteTable': NETWORK,
  'AWS::EC2::SecurityGroup': NETWORK,
  'AWS::EC2::SecurityGroupEgress': NETWORK,
  'AWS::EC2::SecurityGroupIngress': NETWORK,
  'AWS::EC2::Subnet': NETWORK,
  'AWS::EC2::SubnetNetworkAclAssociation': NETWORK,
  'AWS::EC2::SubnetRouteTableAssociation': NETWORK,
  'AWS::EC2::VPC': NETWORK,
  'AWS::Events::Rule': "events of AWS's own services cost nothing",
  'AWS::IAM::ManagedPolicy': PERMISSION,
  'AWS::IAM::Policy': PERMISSION,
  'AWS::IAM::Role': PERMISSION,
  'AWS::KMS::Alias': 'aliases cost nothing',
  'AWS::Lambda::EventInvokeConfig': DESCRIPTION,
  'AWS::Lambda::LayerVersion': 'stored by Lambda, far below its allowance',
  'AWS::Lambda::Permission': PERMISSION,
  'AWS::Logs::Delivery': LOGS,
  'AWS::Logs::DeliveryDestination': LOGS,
  'AWS::Logs::DeliverySource': LOGS,
  'AWS::Logs::LogGroup': LOGS,
  'AWS::Logs::MetricFilter': 'a metric is charged in hours that have one: after a server error',
  'AWS::Logs::QueryDefinition': 'a stored query costs nothing until it is run',
  'AWS::Logs::ResourcePolicy': PERMISSION,
  'AWS::Route53::DNSSEC': 'signing costs nothing beside its key',
  'AWS::Route53::KeySigningKey': 'signing costs nothing beside its key',
  'AWS::Route53::RecordSet': 'queries are counted with the zone',
  'AWS::Route53::RecordSetGroup': 'queries are counted with the zone',
  'AWS::S3::BucketPolicy': PERMISSION,
  'AWS::SES::EmailIdentity': 'identities cost nothing; each mail does',
  'AWS::SES::Template': 'templates cost nothing; each mail does',
  'AWS::SNS::Subscription':
    'the first 1,000 mails a month cost nothing, functions and queues neither',
  'AWS::SNS::TopicPolicy': PERMISSION,
  'AWS::SQS::QueuePolicy': PERMISSION,
};

/** Why a type has no line in the table; `undefined` for a type that needs a line. */
export function whyFree(type: string): string | undefined {
  return type.startsWith('Custom::') ? DEPLOYMENT : FREE_TYPES[type];
}

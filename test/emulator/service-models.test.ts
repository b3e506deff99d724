import type { ResolvedResource } from '../judges/resolved';
import { CALLS, judge } from '../judges/service-models';
import { type Acceptance, crowdedResources, everyResource, unaccepted } from '../judges/subject';

const NAMES_OF_CLOUDFORMATION = [
  'CreateFunction: lacks FunctionName',
  'CreateLogGroup: lacks logGroupName',
  'CreateProject: lacks name',
  'CreateRole: lacks RoleName',
  'CreateSecurityGroup: lacks GroupName',
  'CreateTable: lacks TableName',
  'CreateUserPoolClient: lacks ClientName',
  'PublishLayerVersion: lacks LayerName',
  'PutMetricFilter: lacks filterName',
  'PutRule: lacks Name',
];

const ACCEPTED: readonly Acceptance[] = [
  ...NAMES_OF_CLOUDFORMATION.map((fault) => ({
    fault: new RegExp(`^\\S+ ${fault}`),
    reason: 'CloudFormation makes the name.',
  })),
  ...[
    'AddPermission: lacks StatementId',
    'CreateBudget: lacks AccountId',
    'Create\\w+: lacks CallerReference',
  ].map((fault) => ({
    fault: new RegExp(`^\\S+ ${fault}`),
    reason: 'CloudFormation says it itself.',
  })),
  {
    fault:
      /^\S+ (?:CreateFlowLogs: lacks ResourceIds|CreateWebhook: lacks projectName|PutBackupVaultLockConfiguration: lacks BackupVaultName|PutEmailIdentityMailFromAttributes: lacks EmailIdentity|PutRetentionPolicy: lacks logGroupName|PutRolePolicy: lacks RoleName|PutTargets: lacks Rule|ScheduleKeyDeletion: lacks KeyId|UpdateTimeToLive: lacks TableName)/,
    reason: 'The resource that the call is about.',
  },
  {
    fault: /^AWS::Cognito::UserPool CreateUserPool: lacks PoolName/,
    reason: 'The template calls it UserPoolName.',
  },
  {
    fault: /^AWS::Budgets::Budget Budget: lacks BudgetName/,
    reason: 'CloudFormation makes the name.',
  },
  {
    fault: /^AWS::SES::ConfigurationSetEventDestination EventDestination: lacks Name/,
    reason: 'CloudFormation makes the name.',
  },
  {
    fault: /^AWS::Route53::RecordSet AliasTarget: lacks EvaluateTargetHealth/,
    reason: 'CloudFormation says false where the template says nothing.',
  },
];

/** No call is named for them in CALLS. */
const NOT_JUDGED: readonly string[] = [
  // Nothing but a policy, which test/judges/templates.test.ts judges.
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  // Nothing but references.
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::Route53::DNSSEC',
  // Numbers of ports and addresses, in a list of the call's.
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  // The calls take other shapes: a dozen of them, and a map of texts.
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
];

/** Properties that none of the calls in CALLS has: no model judges them. */
const UNNAMED: readonly string[] = [
  // Tags, switches and numbers of calls that take nothing else.
  'AWS::CE::AnomalyMonitor ResourceTags',
  'AWS::CE::AnomalySubscription ResourceTags',
  'AWS::EC2::FlowLog Tags',
  'AWS::EC2::Subnet MapPublicIpOnLaunch',
  'AWS::EC2::Subnet Tags',
  'AWS::EC2::VPC EnableDnsHostnames',
  'AWS::EC2::VPC EnableDnsSupport',
  'AWS::EC2::VPC Tags',
  'AWS::KMS::Key EnableKeyRotation',
  // Under another name, or in another shape, in the calls.
  'AWS::Cognito::UserPool EnabledMfas',
  'AWS::Cognito::UserPool UserPoolName',
  // CloudFormation's own.
  'AWS::CodePipeline::Pipeline RestartExecutionOnUpdate',
  'AWS::DynamoDB::GlobalTable Replicas',
  // References to other resources.
  'AWS::Backup::RestoreTestingSelection RestoreTestingPlanName',
  'AWS::EC2::FlowLog ResourceId',
  'AWS::IAM::Policy Roles',
  'AWS::Logs::DeliveryDestination DestinationResourceArn',
  'AWS::Route53::HostedZone QueryLoggingConfig',
  'AWS::Route53::RecordSet HostedZoneId',
  // Attributes, which are a map of texts in the call.
  'AWS::SNS::Subscription FilterPolicy',
  'AWS::SNS::Subscription FilterPolicyScope',
  'AWS::SNS::Subscription RawMessageDelivery',
  'AWS::SNS::Subscription RedrivePolicy',
  'AWS::SNS::Topic KmsMasterKeyId',
  // Numbers of ports and addresses, in a list of another call's.
  'AWS::EC2::SecurityGroup SecurityGroupEgress',
];

const resources = everyResource();
const resource = (type: string, properties: object): ResolvedResource => ({
  at: 'stack/Broken',
  type,
  properties: properties as ResolvedResource['properties'],
});

describe('models of AWS’s calls, as botocore has them', () => {
  test('find nothing in the properties of any template, with every option on', () => {
    const { faults, unnamed } = judge(resources);
    expect(unaccepted(faults, ACCEPTED)).toEqual({ faults: [], needless: [] });
    expect([...unnamed].sort()).toEqual([...UNNAMED].sort());
  });

  test('find nothing with names as long as they may be, either', () => {
    const { faults } = judge(crowdedResources());
    const overflow = {
      fault: /CreatePolicy: lacks PolicyName, at \S+OverflowPolicy/,
      reason: 'CDK puts what is too much for a role into a policy that CloudFormation names.',
    };
    expect(unaccepted(faults, [...ACCEPTED, overflow])).toEqual({ faults: [], needless: [] });
  });

  test('are asked about every type that we deploy, but for a list of others', () => {
    const types = new Set(resources.map(({ type }) => type));
    const asked = [...types].filter((type) => type in CALLS);
    const others = [...types].filter((type) => !(type in CALLS) && !type.startsWith('Custom::'));
    expect(others.sort()).toEqual([...NOT_JUDGED].sort());
    expect(Object.keys(CALLS).sort()).toEqual(asked.sort());
  });

  test.each<[string, string, object, RegExp]>([
    [
      'a value that is none of those there are',
      'AWS::CodeBuild::Project',
      { Environment: { ComputeType: 'BUILD_GENERAL1_HUGE' } },
      /Environment\.ComputeType: BUILD_GENERAL1_HUGE is none of/,
    ],
    [
      'a text of another form',
      'AWS::CodePipeline::Pipeline',
      { Name: 'way post' },
      /Name: way post does not match/,
    ],
    [
      'a text that is too long',
      'AWS::KMS::Key',
      { Description: 'x'.repeat(8_193) },
      /at most 8192/,
    ],
    [
      'a number that is too large',
      'AWS::CloudWatch::Alarm',
      { EvaluationPeriods: 0 },
      /at least 1/,
    ],
    [
      'a list that is too long',
      'AWS::CloudWatch::Alarm',
      { AlarmActions: ['a', 'b', 'c', 'd', 'e', 'f'] },
      /AlarmActions: has 6, at most 5/,
    ],
    [
      'a call that lacks something',
      'AWS::CodePipeline::Pipeline',
      { Name: 'waypost', RoleArn: 'arn:aws:iam::111111111111:role/one' },
      /AWS::CodePipeline::Pipeline CreatePipeline: lacks stages/,
    ],
    [
      'a policy in the list of a role',
      'AWS::IAM::Role',
      { Policies: [{ PolicyName: 'a b', PolicyDocument: {} }] },
      /PolicyName: a b does not match/,
    ],
    [
      'a part that lacks something',
      'AWS::CodeBuild::Project',
      { Source: { Location: 'https://example.com' } },
      /Source: lacks type/,
    ],
    [
      'a value deep within lists that the call has as structures',
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          Origins: [
            {
              Id: 'one',
              DomainName: 'x',
              CustomOriginConfig: { OriginProtocolPolicy: 'tls-only' },
            },
          ],
        },
      },
      /Origins\[0\]\.CustomOriginConfig\.OriginProtocolPolicy: tls-only is none of/,
    ],
    [
      'a value under another name of the call',
      'AWS::KMS::Key',
      { KeyPolicy: { Statement: 'x'.repeat(131_073) } },
      /KeyPolicy: has the length/,
    ],
    [
      'a value of the webhook',
      'AWS::CodeBuild::Project',
      { Triggers: { FilterGroups: [[{ Type: 'BRANCH', Pattern: 'main' }]] } },
      /FilterGroups\[0\]\[0\]\.Type: BRANCH is none of/,
    ],
  ])('control: %s is noticed', (_, type, properties, fault) => {
    expect(judge([resource(type, properties)]).faults).toContainEqual(expect.stringMatching(fault));
  });

  test('control: a property that no call has is noticed', () => {
    const { unnamed } = judge([resource('AWS::KMS::Key', { Descripion: 'misspelt' })]);
    expect([...unnamed]).toEqual(['AWS::KMS::Key Descripion']);
  });
});

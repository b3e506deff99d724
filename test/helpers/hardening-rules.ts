import {
  allBelow,
  allows,
  below,
  everyOne,
  type Hardened,
  has,
  policy,
  present,
  refersTo,
  refusesPlain,
  type Rule,
} from './hardening-rule';
import { PIPELINE_REVIEW_STAGE } from '../../lambdas/release-check/contract';
import { statementsIn } from './template-rules';

type Json = Readonly<Record<string, unknown>>;

/** Queues that take what another one, a function, a rule or a topic could not deliver. */
function isDeadLetterQueue({ id, beside }: Hardened) {
  return Object.values(beside).some(({ Properties = {} }) =>
    ['deadLetterTargetArn', 'DeadLetterConfig', 'OnFailure'].some((name) =>
      allBelow(Properties, name).some((value) => refersTo(value, id)),
    ),
  );
}

interface PipelineStage {
  readonly Name: string;
  readonly Actions: readonly { readonly ActionTypeId: { readonly Provider: string } }[];
}

const isBy =
  (provider: string) =>
  ({ ActionTypeId }: PipelineStage['Actions'][number]) =>
    ActionTypeId.Provider === provider;

const isEverybody = (principal: unknown) =>
  /^(?:"\*"|\{"AWS":"\*"\})$/.test(JSON.stringify(principal ?? null));

const EVERYBODY = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };

/** The output of the stack that has an environment's key. */
const KEY_OF_ENVIRONMENT = { 'Fn::GetStackOutput': { StackName: 'waypost-prod-keys' } };

const isOfKeysStack = (value: unknown) =>
  /"StackName":"[\w-]+-keys"/.test(JSON.stringify(value ?? null));

/** What every template keeps to, whatever made its resources. */
export const HARDENING: readonly Rule[] = [
  {
    // The policy of an endpoint names no principal: only what is in the network reaches it.
    types: /^AWS::(?!EC2::VPCEndpoint$)/,
    must: 'admit nobody by an asterisk',
    holds: ({ properties }) =>
      !statementsIn(properties).some(
        ({ Effect, Principal }) => Effect === 'Allow' && isEverybody(Principal),
      ),
    broken: { Properties: { AssumeRolePolicyDocument: { Statement: [EVERYBODY] } } },
  },
  {
    types: /^AWS::(?:SQS::Queue|SNS::Topic)Policy$/,
    // EventBridge on a topic: AWS says that its topics' policies take no condition for it.
    must: 'admit a service only for a source of ours',
    holds: ({ type, properties }) =>
      statementsIn(properties)
        .filter(({ Effect }) => Effect === 'Allow')
        .filter(({ Principal }) =>
          below(
            Principal,
            'Service',
            (one) => type !== 'AWS::SNS::TopicPolicy' || one !== 'events.amazonaws.com',
          ),
        )
        .every(({ Condition = {} }) =>
          /"aws:Source(?:Arn|Account)"/i.test(JSON.stringify(Condition)),
        ),
    broken: policy({ ...EVERYBODY, Principal: { Service: 's3.amazonaws.com' } }),
  },
  allows({
    types: /^AWS::IAM::Role$/,
    must: 'admit flow logs only for an account of ours',
    which: ({ Principal }) => refersTo(Principal, 'vpc-flow-logs.amazonaws.com'),
    only: 'aws:SourceAccount',
    broken: { ...EVERYBODY, Principal: { Service: 'vpc-flow-logs.amazonaws.com' } },
  }),
  allows({
    types: /^AWS::EC2::VPCEndpoint$/,
    must: 'admit only principals of an account of ours',
    which: () => true,
    only: 'aws:PrincipalAccount',
    broken: EVERYBODY,
  }),
  allows({
    // Else the objects stay with the account of AWS that writes them.
    types: /^AWS::S3::BucketPolicy$/,
    must: 'take logs only with full control of them',
    which: ({ Principal }) => refersTo(Principal, 'delivery.logs.amazonaws.com'),
    only: 's3:x-amz-acl',
    broken: { ...EVERYBODY, Principal: { Service: 'delivery.logs.amazonaws.com' } },
  }),
  allows({
    types: /^AWS::IAM::(?:Policy|Role)$/,
    must: 'assume roles that it does not name only by their tag',
    which: ({ Action, Resource }) =>
      [Action].flat().includes('sts:AssumeRole') && JSON.stringify(Resource ?? '').includes('*"'),
    only: 'iam:ResourceTag/aws-cdk:bootstrap-role',
    broken: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::1:role/*' },
  }),
  allows({
    types: /^AWS::IAM::(?:Policy|Role)$/,
    must: 'use the key of an environment only through a service',
    which: ({ Action, Resource }) =>
      [Action].flat().some((action) => action.startsWith('kms:')) && isOfKeysStack(Resource),
    only: 'kms:ViaService',
    broken: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY_OF_ENVIRONMENT },
  }),
  {
    types: /^AWS::/,
    must: 'be kept when it is replaced, if it is when it is deleted',
    holds: ({ whenDeleted = 'Delete', whenReplaced }) =>
      whenDeleted === 'Delete' || whenReplaced === whenDeleted,
    broken: { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' },
  },
  has(/^AWS::SQS::Queue$/, 'MessageRetentionPeriod'),
  {
    types: /^AWS::SQS::Queue$/,
    must: 'be encrypted',
    holds: ({ properties }) =>
      properties['SqsManagedSseEnabled'] === true || present(properties['KmsMasterKeyId']),
  },
  {
    types: /^AWS::SQS::Queue$/,
    must: 'have a queue for what fails, or be one',
    holds: (queue) => present(queue.properties['RedrivePolicy']) || isDeadLetterQueue(queue),
  },
  {
    types: /^AWS::SNS::Subscription$/,
    must: 'have a queue for what fails, unless it mails',
    holds: ({ properties }) =>
      properties['Protocol'] === 'email' || present(properties['RedrivePolicy']),
    broken: { Properties: { Protocol: 'sqs' } },
  },
  // Else one message that fails brings back all that came with it.
  has(/^AWS::Lambda::EventSourceMapping$/, 'FunctionResponseTypes'),
  refusesPlain(/^AWS::SQS::Queue$/, 'AWS::SQS::QueuePolicy', 'Queues'),
  refusesPlain(/^AWS::SNS::Topic$/, 'AWS::SNS::TopicPolicy', 'Topics'),
  refusesPlain(/^AWS::S3::Bucket$/, 'AWS::S3::BucketPolicy', 'Bucket'),
  has(/^AWS::S3::Bucket$/, 'BucketEncryption'),
  ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(
    (name) => everyOne(/^AWS::S3::Bucket$/, name, true),
  ),
  has(/^AWS::S3::Bucket$/, 'LifecycleConfiguration'),
  {
    types: /^AWS::CloudFront::Distribution$/,
    must: 'sign what it asks of its buckets',
    holds: ({ properties }) =>
      allBelow(properties, 'Origins')
        .flatMap((origins) => origins as Json[])
        .every(
          ({ S3OriginConfig, OriginAccessControlId }) =>
            !S3OriginConfig || present(OriginAccessControlId),
        ),
    broken: { Properties: { DistributionConfig: { Origins: [{ S3OriginConfig: {} }] } } },
  },
  has(/^AWS::Logs::LogGroup$/, 'RetentionInDays'),
  has(/^AWS::CloudWatch::Alarm$/, 'AlarmActions'),
  has(/^AWS::IAM::Role$/, 'PermissionsBoundary'),
  has(/^AWS::CodeBuild::Project$/, 'EncryptionKey'),
  {
    types: /^AWS::CodeBuild::Project$/,
    must: 'not be root of its machine',
    holds: ({ properties }) => !allBelow(properties, 'PrivilegedMode').includes(true),
    broken: { Properties: { Environment: { PrivilegedMode: true } } },
  },
  {
    types: /^AWS::CodePipeline::Pipeline$/,
    must: 'encrypt the artifacts of each region',
    holds: ({ properties }) =>
      [properties['ArtifactStore'], properties['ArtifactStores']]
        .filter(present)
        .flat()
        .every((store) => below(store, 'EncryptionKey', present)),
    broken: { Properties: { ArtifactStore: { Type: 'S3' } } },
  },
  {
    types: /^AWS::CodePipeline::Pipeline$/,
    must: 'ask a person in the stage that reviews its own update, and in each with a last check',
    holds: ({ properties }) =>
      ((properties['Stages'] ?? []) as PipelineStage[])
        .filter(
          ({ Name, Actions }) => Name === PIPELINE_REVIEW_STAGE || Actions.some(isBy('Lambda')),
        )
        .every(({ Actions }) => Actions.some(isBy('Manual'))),
    broken: {
      Properties: {
        Stages: [{ Name: 'prod', Actions: [{ ActionTypeId: { Provider: 'Lambda' } }] }],
      },
    },
  },
  {
    types: /^AWS::KMS::Key$/,
    must: 'rotate, unless it signs: AWS rotates no asymmetric key',
    holds: ({ properties }) =>
      properties['EnableKeyRotation'] === true || properties['KeyUsage'] === 'SIGN_VERIFY',
  },
  {
    types: /^AWS::DynamoDB::(?:Global)?Table$/,
    must: 'be restorable where it may not be deleted',
    holds: ({ properties }) =>
      !below(properties, 'DeletionProtectionEnabled', (value) => value === true) ||
      below(properties, 'PointInTimeRecoveryEnabled', (value) => value === true),
    broken: { Properties: { DeletionProtectionEnabled: true } },
  },
  has(/^AWS::DynamoDB::(?:Global)?Table$/, 'TimeToLiveSpecification'),
  {
    types: /^AWS::DynamoDB::(?:Global)?Table$/,
    must: 'use the key that it names',
    holds: ({ properties }) => !allBelow(properties, 'SSEEnabled').includes(false),
    broken: { Properties: { SSESpecification: { SSEEnabled: false, SSEType: 'KMS' } } },
  },
  {
    types: /^AWS::DynamoDB::(?:Global)?Table$/,
    must: 'use the key of its environment where its stack does',
    holds: ({ properties, beside }) =>
      !isOfKeysStack(beside) ||
      (allBelow(properties, 'SSEEnabled').includes(true) && isOfKeysStack(properties)),
    besideBroken: {
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: KEY_OF_ENVIRONMENT } },
    },
  },
];

/** What does not hold, as `<stack> <logical id> must <what>`. */
export function softSpots(
  stackName: string,
  { Resources: beside }: { readonly Resources: Hardened['beside'] },
): string[] {
  return Object.entries(beside).flatMap(([id, { Type: type, Properties = {}, ...policies }]) => {
    const { DeletionPolicy: whenDeleted, UpdateReplacePolicy: whenReplaced } = policies;
    const resource = { id, type, properties: Properties, whenDeleted, whenReplaced, beside };
    return HARDENING.filter(({ types, holds }) => types.test(type) && !holds(resource)).map(
      ({ must }) => `${stackName} ${id} must ${must}`,
    );
  });
}

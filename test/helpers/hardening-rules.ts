import { statementsIn } from './template-rules';

/** A resource as its template has it, and those beside it. */
export interface Hardened {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly beside: Readonly<Record<string, { Type: string; Properties?: Record<string, unknown> }>>;
}

interface Rule {
  readonly types: RegExp;
  /** What must hold, as an error says it. */
  readonly must: string;
  readonly holds: (resource: Hardened) => boolean;
  /** Properties with which it does not hold; none, if not said. */
  readonly broken?: Json;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether something with this name stands anywhere below a value, and passes. */
function below(value: unknown, name: string, passes: (found: unknown) => boolean): boolean {
  const found = allBelow(value, name);
  return found.length > 0 && found.every(passes);
}

function allBelow(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Json).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...allBelow(inner, name),
  ]);
}

const present = (value: unknown) =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

function has(types: RegExp, ...names: string[]): Rule {
  return {
    types,
    must: `have ${names.join(' or ')}`,
    holds: ({ properties }) => names.some((name) => present(properties[name])),
  };
}

function everyOne(types: RegExp, name: string, value: unknown): Rule {
  return {
    types,
    must: `have ${name} ${JSON.stringify(value)}`,
    holds: ({ properties }) => below(properties, name, (found) => found === value),
  };
}

/** Policies of this type, each for what `names` names, that refuse calls without TLS. */
function refusesPlain(types: RegExp, policyType: string, names: string): Rule {
  return {
    types,
    must: 'refuse calls without TLS to everybody',
    holds: ({ id, beside }) =>
      Object.values(beside)
        .filter(({ Type, Properties }) => Type === policyType && refersTo(Properties?.[names], id))
        .flatMap(({ Properties }) => statementsIn(Properties))
        .some(
          ({ Effect, Condition }) =>
            Effect === 'Deny' &&
            JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
  };
}

const refersTo = (value: unknown, id: string) =>
  new RegExp(`"${id}"`).test(JSON.stringify(value ?? null));

/** Queues that take what another one, a function, a rule or a topic could not deliver. */
function isDeadLetterQueue({ id, beside }: Hardened) {
  return Object.values(beside).some(({ Properties = {} }) =>
    ['deadLetterTargetArn', 'DeadLetterConfig', 'OnFailure'].some((name) =>
      allBelow(Properties, name).some((value) => refersTo(value, id)),
    ),
  );
}

const isEverybody = (principal: unknown) =>
  /^(?:"\*"|\{"AWS":"\*"\})$/.test(JSON.stringify(principal ?? null));

const EVERYBODY = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };

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
    broken: { AssumeRolePolicyDocument: { Statement: [EVERYBODY] } },
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
    broken: {
      PolicyDocument: {
        Statement: [{ ...EVERYBODY, Principal: { Service: 's3.amazonaws.com' } }],
      },
    },
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
    broken: { DistributionConfig: { Origins: [{ S3OriginConfig: {} }] } },
  },
  has(/^AWS::Logs::LogGroup$/, 'RetentionInDays'),
  has(/^AWS::CloudWatch::Alarm$/, 'AlarmActions'),
  has(/^AWS::IAM::Role$/, 'PermissionsBoundary'),
  has(/^AWS::CodeBuild::Project$/, 'EncryptionKey'),
  {
    types: /^AWS::CodeBuild::Project$/,
    must: 'not be root of its machine',
    holds: ({ properties }) => !allBelow(properties, 'PrivilegedMode').includes(true),
    broken: { Environment: { PrivilegedMode: true } },
  },
  {
    types: /^AWS::CodePipeline::Pipeline$/,
    must: 'encrypt the artifacts of each region',
    holds: ({ properties }) =>
      [properties['ArtifactStore'], properties['ArtifactStores']]
        .filter(present)
        .flat()
        .every((store) => below(store, 'EncryptionKey', present)),
    broken: { ArtifactStore: { Type: 'S3' } },
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
    broken: { DeletionProtectionEnabled: true },
  },
  has(/^AWS::DynamoDB::(?:Global)?Table$/, 'TimeToLiveSpecification'),
  {
    types: /^AWS::DynamoDB::(?:Global)?Table$/,
    must: 'use the key that it names',
    holds: ({ properties }) => !allBelow(properties, 'SSEEnabled').includes(false),
    broken: { SSESpecification: { SSEEnabled: false, SSEType: 'KMS' } },
  },
];

/** What does not hold, as `<stack> <logical id> must <what>`. */
export function softSpots(
  stackName: string,
  { Resources: beside }: { readonly Resources: Hardened['beside'] },
): string[] {
  return Object.entries(beside).flatMap(([id, { Type, Properties = {} }]) =>
    HARDENING.filter(
      ({ types, holds }) =>
        types.test(Type) && !holds({ id, type: Type, properties: Properties, beside }),
    ).map(({ must }) => `${stackName} ${id} must ${must}`),
  );
}

import { isKnown, type ResolvedResource } from './resolved';

/** A generated name is at most about this long: what CloudFormation makes of stack and logical id. */
const LONGEST_NAME = 'x'.repeat(64);

/** A policy or the like, and how long AWS lets it be. */
interface Measured {
  readonly what: string;
  readonly document: unknown;
  readonly limit: number;
}

type Reader = (resource: ResolvedResource) => readonly Measured[];

const whole = (what: string, property: string, limit: number): Reader => {
  return ({ properties }) =>
    properties[property] === undefined ? [] : [{ what, document: properties[property], limit }];
};

/** Characters, without white space where the service counts none. */
export const READERS: Readonly<Record<string, Reader>> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  'AWS::IAM::ManagedPolicy': whole('managed policy', 'PolicyDocument', 6_144),
  'AWS::IAM::Role': whole('trust policy', 'AssumeRolePolicyDocument', 2_048),
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  'AWS::KMS::Key': whole('key policy', 'KeyPolicy', 32_768),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  'AWS::S3::BucketPolicy': whole('bucket policy', 'PolicyDocument', 20_480),
  // https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
  'AWS::SNS::TopicPolicy': whole('topic policy', 'PolicyDocument', 30_720),
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limits.html
  'AWS::SQS::QueuePolicy': whole('queue policy', 'PolicyDocument', 8_192),
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
  'AWS::EC2::VPCEndpoint': whole('endpoint policy', 'PolicyDocument', 20_480),
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  'AWS::Logs::ResourcePolicy': whole('log policy', 'PolicyDocument', 5_120),
  // https://docs.aws.amazon.com/ses/latest/dg/policies.html
  'Custom::SesIdentityPolicy': whole('call with the identity policy', 'Create', 4_096),
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  'AWS::Events::Rule': whole('event pattern', 'EventPattern', 2_048),
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  'AWS::Lambda::Function': whole('environment', 'Environment', 4_096),
};

/** Of all inline policies of one role. */
const INLINE_LIMIT = 10_240;
/** Managed policies at one role. */
const MANAGED_LIMIT = 10;

/** Types of which something is measured. */
export function measuredTypes(resources: readonly ResolvedResource[]): Set<string> {
  const measured = resources.filter((resource) => READERS[resource.type]?.(resource).length);
  return new Set(measured.map(({ type }) => type));
}

export function tooLong(resources: readonly ResolvedResource[]): string[] {
  const alone = resources.flatMap((resource) =>
    (READERS[resource.type]?.(resource) ?? []).map((policy) => ({ at: resource.at, ...policy })),
  );
  return [...alone, ...inlinePolicies(resources)]
    .filter(({ document, limit }) => sizeOf(document) > limit)
    .map(
      ({ at, what, document, limit }) =>
        `${at}: the ${what} has ${sizeOf(document)} characters, and may have ${limit}`,
    )
    .concat(
      resources
        .filter(({ type }) => type === 'AWS::IAM::Role')
        .filter(({ properties }) => listOf(properties['ManagedPolicyArns']).length > MANAGED_LIMIT)
        .map(({ at }) => `${at}: has more than ${MANAGED_LIMIT} managed policies`),
    );
}

/** By role: what stands in the role itself, and in policies that name it. */
function inlinePolicies(resources: readonly ResolvedResource[]) {
  const byRole = new Map<string, unknown[]>();
  const add = (role: string, document: unknown) =>
    byRole.set(role, [...(byRole.get(role) ?? []), document]);
  for (const { at, type, properties } of resources) {
    const [stack] = at.split('/');
    if (type === 'AWS::IAM::Role') {
      const name = properties['RoleName'];
      for (const policy of listOf(properties['Policies'])) {
        add(`${stack}/${typeof name === 'string' ? name : at}`, policy);
      }
    }
    if (type === 'AWS::IAM::Policy') {
      for (const role of listOf(properties['Roles'])) {
        add(`${stack}/${String(role)}`, properties['PolicyDocument']);
      }
    }
  }
  return [...byRole].map(([at, document]) => ({
    at,
    what: 'inline policies together',
    document,
    limit: INLINE_LIMIT,
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** With the longest names in place of those that only AWS knows. */
function sizeOf(document: unknown): number {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const known = isKnown(text) ? text : text.replaceAll(/⟨[^⟩]*⟩/g, LONGEST_NAME);
  return known.length;
}

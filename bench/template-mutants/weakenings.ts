/** How one property of a template is made weaker. */
export interface Weakening {
  readonly kind: string;
  /** Of the way to the property, such as `Properties.VersioningConfiguration.Status`, or a statement's member. */
  readonly name: RegExp;
  /** Of the resource; any, if there is none. */
  readonly type?: RegExp;
  /** Of the statement, for a member of one. */
  readonly effect?: 'Allow' | 'Deny';
  /** Whether the value is one that can be weakened so. */
  readonly isStrong: (value: unknown) => boolean;
  /** The weaker value; undefined takes the property away. */
  readonly to: (value: unknown) => unknown;
  readonly says: string;
}

const any = (value: unknown) => value !== false && value !== 'NONE';

function removed(kind: string, name: RegExp, type?: RegExp): Weakening {
  return { kind, name, type, isStrong: any, to: () => undefined, says: 'removed' };
}

function becomes(
  kind: string,
  name: RegExp,
  { from, to, type }: { from: (value: unknown) => boolean; to: unknown; type?: RegExp },
): Weakening {
  return { kind, name, type, isStrong: from, to: () => to, says: `-> ${JSON.stringify(to)}` };
}

const is =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const isText = (start: string) => (value: unknown) =>
  typeof value === 'string' && value.startsWith(start);

/** Properties of resources, by name: the same name means the same in every type that has it here. */
export const PROPERTIES: readonly Weakening[] = [
  removed(
    'encryption',
    /(?:^|\.)(?:BucketEncryption|SSESpecification|KmsMasterKeyId|KmsKeyId|KmsKeyArn|KmsKey|KMSKeyId|EncryptionKey|EncryptionKeyArn|EncryptionDisabled)$/,
  ),
  becomes('encryption', /(?:^|\.)(?:SqsManagedSseEnabled|EnableKeyRotation|SSEEnabled)$/, {
    from: is(true),
    to: false,
  }),
  becomes('retention', /(?:^|\.)(?:DeletionPolicy|UpdateReplacePolicy)$/, {
    from: is('Retain', 'Snapshot', 'RetainExceptOnCreate'),
    to: 'Delete',
  }),
  removed(
    'retention',
    /(?:^|\.)(?:RetentionInDays|LifecycleConfiguration|TimeToLiveSpecification|MessageRetentionPeriod|LockConfiguration|DeleteAfterDays)$/,
  ),
  becomes('retention', /(?:^|\.)PointInTimeRecoveryEnabled$/, { from: is(true), to: false }),
  becomes('retention', /\.VersioningConfiguration\.Status$/, {
    from: is('Enabled'),
    to: 'Suspended',
    type: /^AWS::S3::Bucket$/,
  }),
  removed('alarm actions', /(?:^|\.)AlarmActions$/),
  becomes('alarm actions', /(?:^|\.)TreatMissingData$/, {
    from: is('breaching'),
    to: 'notBreaching',
  }),
  becomes(
    'public access',
    /(?:^|\.)(?:BlockPublicAcls|BlockPublicPolicy|IgnorePublicAcls|RestrictPublicBuckets)$/,
    { from: is(true), to: false },
  ),
  removed('public access', /(?:^|\.)(?:OwnershipControls|OriginAccessControlId)$/),
  becomes('public access', /(?:^|\.)AllowOrigins$/, { from: any, to: ['*'] }),
  becomes('public access', /(?:^|\.)(?:AuthType|AuthorizationType)$/, {
    from: is('AWS_IAM'),
    to: 'NONE',
  }),
  becomes('public access', /(?:^|\.)SigningBehavior$/, { from: is('always'), to: 'never' }),
  becomes('public access', /(?:^|\.)CidrIp$/, { from: any, to: '0.0.0.0/0' }),
  becomes('TLS', /(?:^|\.)(?:MinimumProtocolVersion|SecurityPolicy)$/, {
    from: isText('TLS'),
    to: 'TLSv1',
  }),
  becomes('TLS', /(?:^|\.)ViewerProtocolPolicy$/, { from: any, to: 'allow-all' }),
  becomes('TLS', /(?:^|\.)TlsPolicy$/, { from: is('REQUIRE'), to: 'OPTIONAL' }),
  becomes('TLS', /(?:^|\.)OriginProtocolPolicy$/, { from: is('https-only'), to: 'http-only' }),
  removed(
    'TLS',
    /(?:^|\.)(?:StrictTransportSecurity|ContentSecurityPolicy|ResponseHeadersPolicyId)$/,
  ),
  removed(
    'dead-letter queues',
    /(?:^|\.)(?:RedrivePolicy|DeadLetterConfig|OnFailure|RedriveAllowPolicy|FunctionResponseTypes)$/,
  ),
  becomes('protection', /(?:^|\.)DeletionProtectionEnabled$/, { from: is(true), to: false }),
  removed(
    'protection',
    /(?:^|\.)(?:PermissionsBoundary|ReservedConcurrentExecutions|ThrottlingRateLimit|ThrottlingBurstLimit)$/,
  ),
  removed('protection', /(?:^|\.)PolicyDocument$/, /^AWS::EC2::VPCEndpoint$/),
  becomes('protection', /(?:^|\.)PrivilegedMode$/, { from: is(false), to: true }),
  becomes('protection', /(?:^|\.)RequiresCommentApproval$/, { from: any, to: 'DISABLED' }),
  {
    kind: 'protection',
    name: /(?:^|\.)Actions$/,
    type: /^AWS::CodePipeline::Pipeline$/,
    isStrong: (value) => JSON.stringify(value).includes('"Provider":"Manual"'),
    to: (value) =>
      (value as unknown[]).filter((one) => !JSON.stringify(one).includes('"Provider":"Manual"')),
    says: 'without the approval',
  },
];

/** Members of statements. What a grant's actions and resources may be is asked of the constructs, before there is a template. */
export const STATEMENTS: readonly Weakening[] = [
  {
    kind: 'public access',
    name: /(?:^|\.)Principal$/,
    effect: 'Allow',
    isStrong: (value) => value !== '*' && JSON.stringify(value) !== '{"AWS":"*"}',
    to: () => ({ AWS: '*' }),
    says: 'Principal -> everybody',
  },
  {
    kind: 'policy conditions',
    name: /(?:^|\.)Effect$/,
    effect: 'Deny',
    isStrong: any,
    to: () => undefined,
    says: 'Deny removed',
  },
];

/** One key of a statement's condition. */
export const CONDITION: Weakening = {
  kind: 'policy conditions',
  name: /^$/,
  isStrong: any,
  to: () => undefined,
  says: 'removed',
};

/** A mutant names its weakening by the place in here, as functions do not go from one process to another. */
export const WEAKENINGS: readonly Weakening[] = [...PROPERTIES, ...STATEMENTS, CONDITION];

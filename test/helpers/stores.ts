import { STATEFUL_TYPES } from '../../release/review/diff/stateful-types';
import type { PricedResource } from '../../lib/pricing/template';

/** Where something is kept, as docs/personal-data.md has it in its first columns. */
export interface Store {
  readonly stack: string;
  /** Its name, or its logical id without CDK's hash. */
  readonly name: string;
  readonly kind: string;
  readonly kept: string;
}

/** Kinds of stores. The other stateful types hold keys, addresses of servers and the like. */
const KINDS: Readonly<
  Record<string, { readonly kind: string; readonly kept: (properties: Json) => string }>
> = {
  'AWS::DynamoDB::GlobalTable': { kind: 'table', kept: ofTable },
  'AWS::DynamoDB::Table': { kind: 'table', kept: ofTable },
  'AWS::S3::Bucket': { kind: 'bucket', kept: ofBucket },
  'AWS::SQS::Queue': {
    kind: 'queue',
    kept: ({ MessageRetentionPeriod }) => days(Number(MessageRetentionPeriod ?? 345_600) / 86_400),
  },
  'AWS::Logs::LogGroup': {
    kind: 'log',
    kept: ({ RetentionInDays }) =>
      RetentionInDays === undefined ? 'for ever' : days(Number(RetentionInDays)),
  },
  'AWS::Backup::BackupVault': { kind: 'vault', kept: ofVault },
};

type Json = Readonly<Record<string, unknown>>;

/** Stateful types in which nothing of visitors can be. */
const HOLD_NOTHING: readonly string[] = [
  'AWS::CloudFormation::Stack',
  // The people whom the owner invites.
  'AWS::Cognito::UserPool',
  'AWS::EC2::VPC',
  'AWS::KMS::Key',
  'AWS::Route53::HostedZone',
  'AWS::SES::EmailIdentity',
];

/** @throws for a type that holds state and is neither known as a store nor as none */
export function storeOf(stack: string, id: string, resource: PricedResource): Store | undefined {
  const { Type, Properties = {} } = resource;
  const known = KINDS[Type];
  if (known === undefined) {
    if (STATEFUL_TYPES.has(Type) && !HOLD_NOTHING.includes(Type)) {
      throw new Error(`${stack} ${id}: say in test/helpers/stores.ts whether ${Type} holds data`);
    }
    return undefined;
  }
  const names = ['LogGroupName', 'QueueName', 'BackupVaultName'].map((key) => Properties[key]);
  const name = names.find((one) => typeof one === 'string') ?? id.replace(/[0-9A-F]{8}$/, '');
  return { stack, name, kind: known.kind, kept: known.kept(Properties) };
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function ofTable({ TimeToLiveSpecification, Replicas }: Json): string {
  const ttl = (TimeToLiveSpecification as Json | undefined)?.['AttributeName'];
  const [replica] = (Replicas as Json[] | undefined) ?? [];
  const recovery = replica?.['PointInTimeRecoverySpecification'] as Json | undefined;
  const restorable =
    recovery?.['PointInTimeRecoveryEnabled'] === true
      ? `; restorable for ${days(Number(recovery['RecoveryPeriodInDays'] ?? 35))}`
      : '';
  return `${typeof ttl === 'string' ? `until \`${ttl}\` of each item` : 'for ever'}${restorable}`;
}

function ofBucket({ LifecycleConfiguration }: Json): string {
  const rules =
    ((LifecycleConfiguration as Json | undefined)?.['Rules'] as Json[] | undefined) ?? [];
  const texts = rules.flatMap((rule) => {
    const where = typeof rule['Prefix'] === 'string' ? ` in ${rule['Prefix']}` : '';
    const noncurrent = (rule['NoncurrentVersionExpiration'] as Json | undefined)?.[
      'NoncurrentDays'
    ];
    return [
      ...(rule['ExpirationInDays'] === undefined
        ? []
        : [`${days(Number(rule['ExpirationInDays']))}${where}`]),
      ...(noncurrent === undefined
        ? []
        : [`${days(Number(noncurrent))} after it is replaced${where}`]),
    ];
  });
  return texts.length === 0 ? 'until it is deleted' : texts.join(', ');
}

function ofVault({ LockConfiguration }: Json): string {
  const least = (LockConfiguration as Json | undefined)?.['MinRetentionDays'];
  return least === undefined ? 'as its plan says' : days(Number(least));
}

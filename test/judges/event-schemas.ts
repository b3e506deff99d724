import { registry, type ResolvedResource } from './resolved';

/** As much of a schema as a pattern can be held against. */
export interface Shape {
  /** Unset: any value. */
  readonly fields?: Readonly<Record<string, Shape>>;
}

const BACKUP_JOB = [
  'backupJobId',
  'backupVaultArn',
  'backupVaultName',
  'bytesTransferred',
  'creationDate',
];

/**
 * Details of events that the registry has no schema for, by source and detail type: the fields that
 * AWS's page shows.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'aws.backup Backup Job State Change': [
    ...BACKUP_JOB,
    'resourceArn',
    'resourceType',
    'state',
    'statusMessage',
  ],
  'aws.backup Copy Job State Change': [
    'copyJobId',
    'resourceArn',
    'resourceType',
    'state',
    'statusMessage',
  ],
  'aws.backup Restore Job State Change': [
    'restoreJobId',
    'resourceType',
    'status',
    'statusMessage',
    'createdResourceArn',
  ],
};

/** Of every event, around `detail`. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const ENVELOPE = [
  'account',
  'detail',
  'detail-type',
  'id',
  'region',
  'resources',
  'source',
  'time',
  'version',
];

/** What EventBridge's patterns may say of a value. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const OPERATORS = [
  'anything-but',
  'cidr',
  'equals-ignore-case',
  'exists',
  'numeric',
  'prefix',
  'suffix',
  'wildcard',
];

export function patternFaults(resources: readonly ResolvedResource[]): string[] {
  return resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .flatMap(({ at, properties }) =>
      faultsOf((properties['EventPattern'] ?? {}) as Pattern).map((fault) => `${at}: ${fault}`),
    );
}

type Pattern = Readonly<Record<string, unknown>>;

function faultsOf(pattern: Pattern): string[] {
  const unknown = Object.keys(pattern).filter((key) => !ENVELOPE.includes(key));
  const sources = namesIn(pattern['source']);
  const types = namesIn(pattern['detail-type']);
  const schemas = sources.flatMap((source) =>
    types.map((type) => ({ event: `${source} ${type}`, shape: schemaOf(source, type) })),
  );
  const missing = schemas.filter(({ shape }) => shape === undefined).map(({ event }) => event);
  const detail = fieldsIn(pattern['detail']).flatMap(({ path, values }) => {
    const known = schemas.some(({ shape }) => shape && hasPath(shape, path));
    return [
      ...(known || missing.length > 0 ? [] : [`no event has detail.${path.join('.')}`]),
      ...values
        .flatMap((value) => (typeof value === 'object' && value !== null ? Object.keys(value) : []))
        .filter((operator) => !OPERATORS.includes(operator))
        .map((operator) => `detail.${path.join('.')}: EventBridge has no ${operator}`),
    ];
  });
  return [
    ...unknown.map((key) => `events have no ${key}`),
    ...missing.map((event) => `nobody describes the event "${event}"`),
    ...detail,
  ];
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Each field that a pattern asks for, also in the alternatives of `$or`. */
function fieldsIn(
  value: unknown,
  path: readonly string[] = [],
): { path: readonly string[]; values: readonly unknown[] }[] {
  if (Array.isArray(value)) return [{ path, values: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$or' && Array.isArray(inner)
      ? inner.flatMap((one) => fieldsIn(one, path))
      : fieldsIn(inner, [...path, key]),
  );
}

function hasPath({ fields }: Shape, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined || fields === undefined) return true;
  const inner = fields[name];
  return inner !== undefined && hasPath(inner, rest);
}

function schemaOf(source: string, type: string): Shape | undefined {
  const documented = DOCUMENTED[`${source} ${type}`];
  if (documented) return { fields: Object.fromEntries(documented.map((name) => [name, {}])) };
  const found = registry
    .all('event')
    .find((one) => one.source === source && one.detailType === type);
  return found && shapeOf(found.rootProperty.$ref);
}

function shapeOf(reference: string): Shape {
  const { properties } = registry.get('eventTypeDefinition', reference);
  return {
    fields: Object.fromEntries(
      Object.entries(properties).map(([name, { type }]) => [
        name,
        type.type === 'ref' ? shapeOf(type.reference.$ref) : {},
      ]),
    ),
  };
}

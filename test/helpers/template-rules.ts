import type { Template } from 'aws-cdk-lib/assertions';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export function resourcesOf(template: Template): [string, Resource][] {
  return Object.entries(template.toJSON()['Resources'] as Record<string, Resource>);
}

/** Every statement of every policy in a template, whatever the resource that carries it. */
export function statementsOf(template: Template): { id: string; statement: Statement }[] {
  return resourcesOf(template).flatMap(([id, { Properties }]) =>
    statementsIn(Properties).map((statement) => ({ id, statement })),
  );
}

/** Every statement below a value, whatever it hangs from. */
export function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'Statement' in value && Array.isArray(value.Statement) ? (value.Statement as Statement[]) : [];
  return [...own, ...Object.values(value).flatMap((inner) => statementsIn(inner))];
}

export function actionsOf({ Action }: Statement): string[] {
  return typeof Action === 'string' ? [Action] : Action;
}

/**
 * No statement allows every action there is, or all of a service. A key's own policy names the
 * account with `kms:*`, as AWS asks: without it nobody could mend the policy.
 */
export function assertNoBlanketActions(template: Template) {
  const types = new Map(resourcesOf(template).map(([id, { Type }]) => [id, Type]));
  for (const { id, statement } of statementsOf(template)) {
    if (statement.Effect !== 'Allow') continue;
    const blanket = actionsOf(statement).find((action) => /^(?:\*|[\w-]+:\*)$/.test(action));
    const ownPolicy = blanket === 'kms:*' && types.get(id) === 'AWS::KMS::Key';
    if (blanket && !ownPolicy) throw new Error(`${id} allows ${blanket}`);
  }
}

/** A resource of this type has these properties, among others. */
export function expectResource(template: Template, type: string, properties: unknown) {
  template.hasResourceProperties(type, properties);
}

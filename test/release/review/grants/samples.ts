import type { PermissionChange } from '../../../../release/review/diff/model';
import type { StatementGrant } from '../../../../release/review/grants/grant';
import { single } from '../../../../release/review/grants/statement';
import type { Template } from '../../../../release/review/template/template';
import { compare, CONTACT } from '../diff/samples';

export type Resources = Readonly<Record<string, object>>;

/** What a release of one stack changes of permissions. */
export function permissionsOf(
  before: Resources,
  after: Resources,
  more: object = {},
  moreAfter = more,
): readonly PermissionChange[] {
  const template = (Resources: Resources, rest: object) =>
    ({ ...rest, Resources }) as unknown as Template;
  const sides = [template(before, more), template(after, moreAfter)] as const;
  return compare({ [CONTACT]: sides }).stacks[0]?.permissions ?? [];
}

/** The worst of the ratings; `same` where nothing changes. */
export function ratingOf(...sides: Parameters<typeof permissionsOf>): string {
  return permissionsOf(...sides)[0]?.rating ?? 'same';
}

/** What harms nobody: it says who somebody is. */
export const HARMLESS = 'sts:GetCallerIdentity';

export function statement(change: object = {}) {
  return { Effect: 'Allow', Action: HARMLESS, Resource: '*', ...change };
}

export function deny(change: object = {}) {
  return statement({ Effect: 'Deny', ...change });
}

export function document(...Statement: readonly object[]) {
  return { Version: '2012-10-17', Statement };
}

const TRUST = document({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** A role with statements of its own. */
export function role(statements: readonly object[] = [], properties: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: TRUST,
      Policies: [{ PolicyName: 'p', PolicyDocument: document(...statements) }],
      ...properties,
    },
  };
}

export function resource(Type: string, Properties: object) {
  return { Type, Properties };
}

/** A role that grants nothing. */
export const none: Resources = { Role: role() };

/** One permission of a role, changed as given. */
export function grant(change: Partial<StatementGrant> = {}): StatementGrant {
  return {
    kind: 'statement',
    effect: 'Allow',
    principal: single('AWS:a'),
    action: single('a:b'),
    resource: single('r'),
    condition: {},
    when: [],
    scope: 'by a',
    stackName: 'stack',
    logicalId: 'Role',
    type: 'AWS::IAM::Role',
    ...change,
  };
}

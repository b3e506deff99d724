import type { Certainty } from '../diff/moves';
import { most } from '../diff/moves';
import { referencesIn } from '../template/marks';
import { type Condition, conditionCovers } from './conditions';
import { all, covers, overlap } from './patterns';

/** Ratings of a change of permissions, the worst first. */
export const RATINGS = ['broader', 'not rated', 'not broader'] as const;
export type Rating = (typeof RATINGS)[number];

/** Patterns, or everything that they do not match. */
export interface Names {
  readonly but: boolean;
  readonly patterns: readonly string[];
}

/** Where a grant comes from. */
export interface GrantOrigin {
  /** The subject of a grant: a role, or a resource with a policy. Only grants of one subject are compared. */
  readonly scope: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Conditions of the template that it depends on and whose value is not known yet. */
  readonly when: readonly string[];
  /** The property, if it only limits what others grant. A new limit grants nothing. */
  readonly limit?: string;
}

/** One permission, or one denial. */
export interface StatementGrant extends GrantOrigin {
  readonly kind: 'statement';
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Names;
  readonly action: Names;
  readonly resource: Names;
  readonly condition: Condition;
  /** The missing property. Without it, AWS allows everything. */
  readonly without?: string;
}

/** A grant that is no statement: compared only with others of its kind. */
export interface OtherGrant extends GrantOrigin {
  readonly kind: 'other';
  /** Its kind: `AuthType`, `ManagedPolicyArns`. */
  readonly name: string;
  readonly value: string;
  /** Rating when it comes into a scope that had none, when it replaces another, and when it goes. */
  readonly ratings: Readonly<Record<'comes' | 'follows' | 'goes', Rating>> & {
    /** Rating when it comes to a subject that existed before without one. Unset: like `comes`. */
    readonly joins?: Rating;
  };
}

/** Ratings of a value that may allow or deny, and cannot be read. */
export const NOT_RATED: OtherGrant['ratings'] = {
  comes: 'not rated',
  follows: 'not rated',
  goes: 'not rated',
};

export type Grant = StatementGrant | OtherGrant;

/** Whether `outer` covers all of `inner`. */
export function contains(outer: StatementGrant, inner: StatementGrant): Certainty {
  if (outer.effect !== inner.effect) return 'no';
  // The part that differs most often comes first, because most comparisons fail.
  return inTurn(
    () => namesCover(outer.action, inner.action, true),
    () => namesCover(outer.resource, inner.resource),
    () => principalsCover(outer.principal, inner.principal),
    () => conditionCovers(outer.condition, inner.condition),
    () => (outer.when.every((one) => inner.when.includes(one)) ? 'yes' : 'maybe'),
  );
}

function inTurn(...parts: readonly (() => Certainty)[]): Certainty {
  let found: Certainty = 'yes';
  for (const part of parts) {
    found = all(found, part());
    if (found === 'no') break;
  }
  return found;
}

/**
 * A resource of the release is never the account itself, so a policy that admits the account does not name
 * it. If a policy excludes an account, services differ in whether that means everyone in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function principalsCover(outer: Names, inner: Names): Certainty {
  const accounts = outer.patterns.flatMap((one) => /::\d{12}:(?=root$)/.exec(one)?.[0] ?? []);
  if (outer.but) {
    const isIn = inner.patterns.some((one) => accounts.some((account) => one.includes(account)));
    return all(isIn && !inner.but ? 'maybe' : 'yes', namesCover(outer, inner));
  }
  const isMade = inner.patterns.some((one) => referencesIn(one).length > 0);
  const known = isMade ? outer.patterns.filter((one) => !one.endsWith(':root')) : outer.patterns;
  return namesCover({ ...outer, patterns: known }, inner);
}

export function namesCover(outer: Names, inner: Names, ignoreCase = false): Certainty {
  const [patterns, others] = [outer, inner].map((names) =>
    ignoreCase ? names.patterns.map((one) => one.toLowerCase()) : names.patterns,
  ) as [readonly string[], readonly string[]];
  const covered = (one: string, by: readonly string[]) =>
    most('no', ...by.map((pattern) => covers(pattern, one)));
  if (!outer.but) {
    return inner.but
      ? covered('*', patterns)
      : all(...others.map((other) => covered(other, patterns)));
  }
  return inner.but
    ? all(...patterns.map((pattern) => covered(pattern, others)))
    : all(
        ...others.flatMap((other) =>
          patterns.map((pattern) => {
            const met = overlap(pattern, other);
            return met === 'no' ? 'yes' : met === 'yes' ? 'no' : 'maybe';
          }),
        ),
      );
}

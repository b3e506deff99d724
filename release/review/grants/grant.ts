import type { Certainty } from '../diff/moves';
import { most } from '../diff/moves';
import { referencesIn } from '../template/marks';
import { type Condition, conditionCovers } from './conditions';
import { all, covers, overlap } from './patterns';

/** How a change of what somebody may do is rated, the worst first. */
export const RATINGS = ['broader', 'not rated', 'not broader'] as const;
export type Rating = (typeof RATINGS)[number];

/** Patterns, or everything but what they match. */
export interface Names {
  readonly but: boolean;
  readonly patterns: readonly string[];
}

interface Origin {
  /** What it is about: a role, a resource with a policy. Grants are compared within one, over all stacks. */
  readonly scope: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Conditions of the template that it hangs on and nobody knows yet, with what they say. */
  readonly when: readonly string[];
  /** The property that only bounds what others grant: a first one grants nothing. */
  readonly limit?: string;
}

/** One thing that somebody may or may not do. */
export interface StatementGrant extends Origin {
  readonly kind: 'statement';
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Names;
  readonly action: Names;
  readonly resource: Names;
  readonly condition: Condition;
  /** The property that is not there, where AWS then allows all. */
  readonly without?: string;
}

/** What grants by something else than a statement: compared with its like alone. */
export interface OtherGrant extends Origin {
  readonly kind: 'other';
  /** What it is: `AuthType`, `ManagedPolicyArns`. */
  readonly name: string;
  readonly value: string;
  /** When it comes and there was no other in the scope, when it takes another's place, when it goes. */
  readonly ratings: Readonly<Record<'comes' | 'follows' | 'goes', Rating>> & {
    /** When what it is about was there before, without one; as `comes` if unset. */
    readonly joins?: Rating;
  };
}

/** Of what may allow and deny, and cannot be read. */
export const NOT_RATED: OtherGrant['ratings'] = {
  comes: 'not rated',
  follows: 'not rated',
  goes: 'not rated',
};

export type Grant = StatementGrant | OtherGrant;

/** Whether all that `inner` says is said by `outer` as well. */
export function contains(outer: StatementGrant, inner: StatementGrant): Certainty {
  if (outer.effect !== inner.effect) return 'no';
  // From what differs most often, as most are compared in vain.
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
 * What the release makes is never the account itself, so a policy that lets the account in does not name
 * it. Whether a policy that leaves an account out means all in it as well is said differently by service.
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

import type { Stacks } from '../diff/compare-stack';
import type { PermissionChange } from '../diff/model';
import { most } from '../diff/moves';
import {
  contains,
  type Grant,
  type OtherGrant,
  type Rating,
  RATINGS,
  type StatementGrant,
} from './grant';
import { groupsOf, pairsOf, type Rated } from './groups';
import { isGone, readGrants } from './read-grants';
import { otherWords, statementWords } from './words';

/** A change of what somebody may do, with the stack that it is in. */
export type StackPermission = PermissionChange & { readonly stackName: string };

/** What a release changes of what anybody may do, the worst first. */
export function permissionChanges(before: Stacks, after: Stacks): StackPermission[] {
  const [olds, nows] = readGrants(before, after).map(byScope) as [Scopes, Scopes];
  return [...new Set([...olds.keys(), ...nows.keys()])]
    .flatMap((scope) => {
      const [old, now] = [olds.get(scope) ?? [], nows.get(scope) ?? []];
      const gone = isGone(scope, before, after);
      return [...statementChanges(old, now, gone), ...otherChanges(old, now, gone)];
    })
    .sort((a, b) => RATINGS.indexOf(a.rating) - RATINGS.indexOf(b.rating));
}

type Scopes = ReadonlyMap<string, readonly Grant[]>;

function byScope(grants: readonly Grant[]): Scopes {
  const scopes = new Map<string, Grant[]>();
  for (const grant of grants) {
    const scope = scopes.get(grant.scope);
    if (scope) scope.push(grant);
    else scopes.set(grant.scope, [grant]);
  }
  return scopes;
}

function statementChanges(
  before: readonly Grant[],
  after: readonly Grant[],
  gone: boolean,
): StackPermission[] {
  const [olds, nows] = [before, after].map((side) => [
    ...new Map(
      side.filter((one) => one.kind === 'statement').map((one) => [keyOf(one), one] as const),
    ),
  ]) as [[string, StatementGrant][], [string, StatementGrant][]];
  // A first limit, and the word of AWS that there is none, grant nothing that was not there.
  const isFirst = before.length === 0;
  const [oldKeys, nowKeys] = [olds, nows].map((side) => new Set(side.map(([key]) => key)));
  const go = olds
    .filter(([key]) => !nowKeys?.has(key))
    .map(([, one]): Rated => ({ grant: one, rating: ratingOfGoing(one, nows, gone) }));
  const come = nows
    .filter(([key, one]) => !oldKeys?.has(key) && !(isFirst && (one.limit || one.without)))
    .map(([, one]): Rated => ({ grant: one, rating: ratingOfComing(one, olds) }));
  return pairsOf(groupsOf(go), groupsOf(come)).map(({ from, to, rating }) =>
    statementWords(from, to, rating),
  );
}

function keyOf({ effect, principal, action, resource, condition, when }: StatementGrant): string {
  return JSON.stringify([effect, principal, action, resource, condition, when]);
}

type Side = readonly (readonly [string, StatementGrant])[];

/** `undefined` for what the other side says as well. */
function ratingOfComing(grant: StatementGrant, before: Side): Rating | undefined {
  const known = most('no', ...before.map(([, one]) => contains(one, grant)));
  if (known === 'yes') return undefined;
  if (grant.effect === 'Deny') return 'not broader';
  return known === 'no' ? 'broader' : 'not rated';
}

function ratingOfGoing(grant: StatementGrant, after: Side, gone: boolean): Rating | undefined {
  const known = most('no', ...after.map(([, one]) => contains(one, grant)));
  if (known === 'yes') return undefined;
  if (grant.effect === 'Allow' || gone) return 'not broader';
  return known === 'no' ? 'broader' : 'not rated';
}

function otherChanges(
  before: readonly Grant[],
  after: readonly Grant[],
  gone: boolean,
): StackPermission[] {
  const others = (side: readonly Grant[]) => side.filter((one) => one.kind === 'other');
  const [olds, nows] = [others(before), others(after)];
  const without = (side: readonly OtherGrant[], rest: readonly OtherGrant[]) =>
    side.filter((one) => !rest.some((other) => isSame(one, other)));
  const [went, came] = [without(olds, nows), without(nows, olds)];
  const [old] = went;
  return [
    ...came
      .map((now) => ({ old, now, rating: now.ratings[olds.length > 0 ? 'follows' : 'comes'] }))
      // A new thing that is closed is nothing to tell.
      .filter(({ rating }) => olds.length > 0 || rating !== 'not broader')
      .map(({ now, rating }) => otherWords(old, now, rating)),
    ...(came.length > 0
      ? []
      : went.map((one) => otherWords(one, undefined, gone ? 'not broader' : one.ratings.goes))),
  ];
}

function isSame(one: OtherGrant, other: OtherGrant): boolean {
  return one.value === other.value && one.when.join() === other.when.join();
}

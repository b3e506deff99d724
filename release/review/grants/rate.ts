import type { Stacks } from '../diff/compare-stack';
import type { PermissionChange } from '../diff/model';
import { type Grant, type OtherGrant, type Rating, RATINGS, type StatementGrant } from './grant';
import { covered } from './covered';
import { groupsOf, pairsOf, type Rated } from './groups';
import { isGone, isNew, readGrants } from './read-grants';
import { otherWords, statementWords } from './words';

/** A change, with its stack. */
export interface GrantChange {
  readonly stackName: string;
  readonly change: PermissionChange;
  /** What a statement says afterwards, if one does. */
  readonly grant?: StatementGrant;
}

/** What a release changes of what anybody may do. */
export function grantChanges(before: Stacks, after: Stacks): readonly GrantChange[] {
  const [olds, nows] = readGrants(before, after).map(byScope) as [Scopes, Scopes];
  return [...new Set([...olds.keys(), ...nows.keys()])].flatMap((scope) => {
    const [old, now] = [olds.get(scope) ?? [], nows.get(scope) ?? []];
    const fate = { isNew: isNew(scope, before), gone: isGone(scope, before, after) };
    return [...statementChanges(old, now, fate), ...otherChanges(old, now, fate)];
  });
}

/** The changes of a stack, the worst first. */
export function permissionsIn(
  stackName: string,
  changes: readonly GrantChange[],
): readonly PermissionChange[] {
  return changes
    .flatMap((one) => (one.stackName === stackName ? [one.change] : []))
    .sort((a, b) => RATINGS.indexOf(a.rating) - RATINGS.indexOf(b.rating));
}

/** What the release does to the subject of a scope. */
interface Fate {
  readonly isNew: boolean;
  readonly gone: boolean;
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
  { isNew: isFirst, gone }: Fate,
): GrantChange[] {
  const [olds, nows] = [statementsOf(before), statementsOf(after)];
  const go = [...olds]
    .filter(([key, one]) => !nows.has(key) && !(gone && onlyBounds(one)))
    .map(([, one]): Rated => ({
      grant: one,
      rating: ratingOfGoing(one, [...nows.values()], gone),
    }));
  const come = [...nows]
    .filter(([key, one]) => !olds.has(key) && !(isFirst && onlyBounds(one)))
    .map(([, one]): Rated => ({ grant: one, rating: ratingOfComing(one, [...olds.values()]) }));
  return pairsOf(groupsOf(go), groupsOf(come)).map(({ from, to, rating }) => ({
    stackName: (to ?? from)?.stackName ?? '',
    change: statementWords(from, to, rating),
    ...(to && { grant: to }),
  }));
}

/** A limit, or its absence. If its subject is new, it grants nothing by itself. */
function onlyBounds({ limit, without }: StatementGrant): boolean {
  return limit !== undefined || without !== undefined;
}

/** Each grant once, by its text. */
function statementsOf(side: readonly Grant[]): ReadonlyMap<string, StatementGrant> {
  return new Map(
    side.filter((one) => one.kind === 'statement').map((one) => [keyOf(one), one] as const),
  );
}

function keyOf({ effect, principal, action, resource, condition, when }: StatementGrant): string {
  return JSON.stringify([effect, principal, action, resource, condition, when]);
}

type Side = readonly StatementGrant[];

/** `undefined` for a grant that the other side covers. */
function ratingOfComing(grant: StatementGrant, before: Side): Rating | undefined {
  const known = covered(grant, before);
  if (known === 'yes') return undefined;
  if (grant.effect === 'Deny') return 'not broader';
  return known === 'no' ? 'broader' : 'not rated';
}

function ratingOfGoing(grant: StatementGrant, after: Side, gone: boolean): Rating | undefined {
  const known = covered(grant, after);
  if (known === 'yes') return undefined;
  if (grant.effect === 'Allow' || gone) return 'not broader';
  return known === 'no' ? 'broader' : 'not rated';
}

/** A removed subject lets nobody in. */
function otherChanges(
  before: readonly Grant[],
  after: readonly Grant[],
  { isNew: isFirst, gone }: Fate,
): GrantChange[] {
  const others = (side: readonly Grant[]) => side.filter((one) => one.kind === 'other');
  const [olds, nows] = [others(before), others(after)];
  const without = (side: readonly OtherGrant[], rest: readonly OtherGrant[]) =>
    side.filter((one) => !rest.some((other) => isSame(one, other)));
  const [went, came] = [without(olds, nows), without(nows, olds)];
  const [old] = went;
  const told = (from: OtherGrant | undefined, to: OtherGrant | undefined, rating: Rating) => ({
    stackName: (to ?? from)?.stackName ?? '',
    change: otherWords(from, to, rating),
  });
  if (came.length > 0) {
    return (
      came
        .map((now) => [now, ratingOf(now, olds, isFirst)] as const)
        // A new subject that is closed needs no word.
        .filter(([, rating]) => olds.length > 0 || rating !== 'not broader')
        .map(([now, rating]) => told(old, now, rating))
    );
  }
  return gone ? [] : went.map((one) => told(one, undefined, one.ratings.goes));
}

/** A subject that was open to anybody and is closed in any way lets nobody new in. */
function ratingOf(
  { ratings }: OtherGrant,
  before: readonly OtherGrant[],
  isFirst: boolean,
): Rating {
  if (before.length === 0) return (isFirst ? undefined : ratings.joins) ?? ratings.comes;
  const wasOpen = before.some((one) => one.ratings.comes === 'broader');
  const closes = ratings.comes === 'not broader' && wasOpen;
  return closes ? ratings.comes : ratings.follows;
}

function isSame(one: OtherGrant, other: OtherGrant): boolean {
  return one.value === other.value && one.when.join() === other.when.join();
}

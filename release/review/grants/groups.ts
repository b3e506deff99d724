import { type Rating, RATINGS, type StatementGrant } from './grant';

/** A grant on one side only. It has no rating if the other side covers it. */
export interface Rated {
  readonly grant: StatementGrant;
  readonly rating: Rating | undefined;
}

/** Joins grants that differ in only one part, as one statement has them. */
export type Group = Rated;

const PARTS = ['action', 'resource', 'principal'] as const;

export function groupsOf(rated: readonly Rated[]): readonly Group[] {
  return PARTS.reduce((groups, part) => mergedBy(groups, part), rated);
}

function mergedBy(groups: readonly Rated[], part: (typeof PARTS)[number]): Rated[] {
  const merged = new Map<string, Rated>();
  for (const [index, one] of groups.entries()) {
    const { grant, rating } = one;
    const rest = PARTS.filter((other) => other !== part).map((other) => grant[other]);
    const { effect, condition, when, logicalId, stackName } = grant;
    const key = grant[part].but
      ? String(index)
      : JSON.stringify([rating, effect, condition, when, stackName, logicalId, rest]);
    const earlier = merged.get(key);
    const patterns = [...(earlier?.grant[part].patterns ?? []), ...grant[part].patterns];
    merged.set(key, { rating, grant: { ...grant, [part]: { ...grant[part], patterns } } });
  }
  return [...merged.values()];
}

/** A statement before and after. */
export interface Pair {
  readonly from?: StatementGrant;
  readonly to?: StatementGrant;
  readonly rating: Rating;
}

/** Two statements that differ in one part are one change. Statements that the other side covers are left out. */
export function pairsOf(go: readonly Group[], come: readonly Group[]): Pair[] {
  const left = new Set(go);
  const pairs = come.flatMap((to): Pair[] => {
    const from = [...left].find((one) => differences(one.grant, to.grant) === 1);
    if (from) left.delete(from);
    const rating = worst(from?.rating, to.rating);
    return rating === undefined
      ? []
      : [{ ...(from && { from: from.grant }), to: to.grant, rating }];
  });
  return [
    ...pairs,
    ...[...left].flatMap(({ grant, rating }) => (rating ? [{ from: grant, rating }] : [])),
  ];
}

function worst(...ratings: readonly (Rating | undefined)[]): Rating | undefined {
  return RATINGS.find((rating) => ratings.includes(rating));
}

function differences(one: StatementGrant, other: StatementGrant): number {
  if (one.effect !== other.effect) return Infinity;
  if (one.without !== other.without) return one.limit === undefined ? Infinity : 1;
  const conditions = [one, other].map(({ condition, when }) => JSON.stringify([condition, when]));
  const parts = PARTS.map((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
  return [conditions[0] !== conditions[1], ...parts].filter(Boolean).length;
}

import { all } from './patterns';
import { opposite } from './branches';
import { type Certainty, most } from '../diff/moves';
import { contains, type Names, namesCover, type StatementGrant } from './grant';
import { single } from './statement';

/**
 * Whether others say all that a grant says: one alone, or together, where the grant can be parted by a
 * condition of the template, by the values of a condition of its own, or at what another one leaves out.
 */
export function covered(grant: StatementGrant, by: readonly StatementGrant[]): Certainty {
  const near = by.filter((one) => isNear(one, grant));
  const alone = most('no', ...near.map((one) => contains(one, grant)));
  if (alone === 'yes' || near.length < 2) return alone;
  return most(
    alone,
    ...partings(grant, near).map((parts) => all(...parts.map((part) => covered(part, near)))),
  );
}

const SPLIT = ['action', 'resource'] as const;

/** Whether another one may say a part of it. */
function isNear(one: StatementGrant, grant: StatementGrant): boolean {
  return (
    one.effect === grant.effect &&
    !one.when.some((name) => grant.when.includes(opposite(name))) &&
    SPLIT.every((part) => isAll(grant[part]) || namesCover(one[part], grant[part], true) !== 'no')
  );
}

function isAll({ but, patterns }: Names): boolean {
  return !but && patterns.length === 1 && patterns[0] === '*';
}

/** Ways to part a grant: what all parts say together is what it says. */
function partings(grant: StatementGrant, near: readonly StatementGrant[]): StatementGrant[][] {
  return [...byTemplate(grant, near), ...byValues(grant), ...byWhatIsLeftOut(grant, near)];
}

function byTemplate(grant: StatementGrant, near: readonly StatementGrant[]): StatementGrant[][] {
  const names = new Set(near.flatMap(({ when }) => when));
  return [...names]
    .filter(
      (name) => name < opposite(name) && names.has(opposite(name)) && !grant.when.includes(name),
    )
    .filter((name) => !grant.when.includes(opposite(name)))
    .map((name) => [name, opposite(name)].map((one) => ({ ...grant, when: [...grant.when, one] })));
}

/** One of several values must hold, but for operators that say what must not be. */
function byValues(grant: StatementGrant): StatementGrant[][] {
  return Object.entries(grant.condition).flatMap(([operator, keys]) =>
    /^ForAllValues:|Not|^Null/.test(operator)
      ? []
      : Object.entries(keys)
          .filter(([, values]) => values.length > 1)
          .map(([key, values]) =>
            values.map((value) => ({
              ...grant,
              condition: { ...grant.condition, [operator]: { ...keys, [key]: [value] } },
            })),
          ),
  );
}

function byWhatIsLeftOut(
  grant: StatementGrant,
  near: readonly StatementGrant[],
): StatementGrant[][] {
  return SPLIT.filter((part) => isAll(grant[part])).flatMap((part) =>
    near
      .filter((one) => one[part].but && !one[part].patterns.includes('*'))
      .map((one) =>
        [one[part], ...one[part].patterns.map(single)].map((names) => ({
          ...grant,
          [part]: names,
        })),
      ),
  );
}

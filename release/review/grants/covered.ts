import { all } from './patterns';
import { opposite } from './branches';
import { type Certainty, most } from '../diff/moves';
import { isParted, mayCoverPart } from './conditions';
import { contains, type Names, namesCover, type StatementGrant } from './grant';
import { single } from './statement';

/**
 * Whether other grants cover a grant: one alone, or several together. Several can, if the grant can be
 * split: by a condition of the template, by the values of its own condition, or by an exception of another.
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

/** Whether another grant may cover a part of it. */
function isNear(one: StatementGrant, grant: StatementGrant): boolean {
  return (
    one.effect === grant.effect &&
    !one.when.some((name) => grant.when.includes(opposite(name))) &&
    SPLIT.every(
      (part) => isAll(grant[part]) || namesCover(one[part], grant[part], true) !== 'no',
    ) &&
    mayCoverPart(one.condition, grant.condition)
  );
}

function isAll({ but, patterns }: Names): boolean {
  return !but && patterns.length === 1 && patterns[0] === '*';
}

/**
 * Ways to split a grant: all parts together are the grant. Other grants that cover the whole cover each
 * part as well, so one way is enough. Exceptions are the one kind for which it is not.
 */
function partings(grant: StatementGrant, near: readonly StatementGrant[]): StatementGrant[][] {
  const first = byTemplate(grant, near) ?? byValues(grant, near);
  return first ? [first] : byWhatIsLeftOut(grant, near);
}

function byTemplate(
  grant: StatementGrant,
  near: readonly StatementGrant[],
): StatementGrant[] | undefined {
  const names = new Set(near.flatMap(({ when }) => when));
  const sides = [...names]
    .map((name) => [name, opposite(name)])
    .find((pair) => pair.every((one) => names.has(one) && !grant.when.includes(one)));
  return sides?.map((one) => ({ ...grant, when: [...grant.when, one] }));
}

/** Splits by the first condition of which another grant has only some of the values. */
function byValues(
  grant: StatementGrant,
  near: readonly StatementGrant[],
): StatementGrant[] | undefined {
  for (const [operator, keys] of Object.entries(grant.condition)) {
    if (!isParted(operator)) continue;
    for (const [key, values] of Object.entries(keys)) {
      const withPart = (part: readonly string[]) => ({
        ...grant.condition,
        [operator]: { ...keys, [key]: part },
      });
      const some = ({ condition }: StatementGrant) =>
        values.some((value) => !mayCoverPart(condition, withPart([value])));
      if (values.length > 1 && near.some(some))
        return values.map((value) => ({ ...grant, condition: withPart([value]) }));
    }
  }
  return undefined;
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

import { all } from './patterns';
import { opposite } from './branches';
import { type Certainty, most } from '../diff/moves';
import { isParted, mayCoverPart } from './conditions';
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
 * Ways to part a grant: what all parts say together is what it says. What one holds, it holds of each part as
 * well, so that one way is enough, but for what is left out.
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

/** By the first condition of which another one has some values alone. */
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

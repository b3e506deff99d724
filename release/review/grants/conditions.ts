import { BlockList, isIP } from 'node:net';
import type { Certainty } from '../diff/moves';
import { most } from '../diff/moves';
import { hasMarks } from '../template/marks';
import { listOf, textOf } from '../template/resolve';
import { isJsonObject } from '../../../lambdas/shared/json-object';
import { all, covers, literal } from './patterns';

/** Operator -> key -> values. One of the values must hold. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** `undefined` if the value is no condition. */
export function conditionOf(value: unknown): Condition | undefined {
  if (value === undefined) return {};
  if (!isJsonObject(value)) return undefined;
  const isEmpty = (keys: unknown) => !isJsonObject(keys) || Object.keys(keys).length === 0;
  if (Object.values(value).some(isEmpty)) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys as object).map(([key, values]) => [key, listOf(values).map(textOf)]),
      ),
    ]),
  );
}

/**
 * Whether `outer` holds wherever `inner` does: `inner` has each of its parts, as narrow or narrower.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionCovers(outer: Condition, inner: Condition): Certainty {
  return all(
    ...Object.entries(outer).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => partCovers(operator, key, values, inner)),
    ),
  );
}

/** Whether one of several values must hold. Negated operators and `ForAllValues` are different. */
export function isParted(operator: string): boolean {
  return !/^ForAllValues:|Not|^Null/.test(operator);
}

/**
 * Whether `outer` may hold for a part of the requests for which `inner` holds, compared value by value.
 */
export function mayCoverPart(outer: Condition, inner: Condition): boolean {
  const open = new Set(
    Object.entries(inner).flatMap(([operator, keys]) =>
      isParted(operator)
        ? Object.entries(keys).flatMap(([key, values]) =>
            values.length > 1 ? [key.toLowerCase()] : [],
          )
        : [],
    ),
  );
  return Object.entries(outer).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, values]) =>
        open.has(key.toLowerCase()) || partCovers(operator, key, values, inner) !== 'no',
    ),
  );
}

function partCovers(
  operator: string,
  key: string,
  values: readonly string[],
  inner: Condition,
): Certainty {
  const found = Object.entries(inner).flatMap(([other, keys]) => {
    const [, there] =
      Object.entries(keys).find(([one]) => one.toLowerCase() === key.toLowerCase()) ?? [];
    return there ? [operatorCovers(operator, other, values, there)] : [];
  });
  return most('no', ...found);
}

const SETS = /^For(?:AnyValue|AllValues):/;

function operatorCovers(
  outer: string,
  inner: string,
  values: readonly string[],
  others: readonly string[],
): Certainty {
  if (SETS.exec(outer)?.[0] !== SETS.exec(inner)?.[0]) return 'maybe';
  // If the request has no such key, only the inner one holds.
  if (inner.endsWith('IfExists') && !outer.endsWith('IfExists')) return 'no';
  const [one, other] = [outer, inner].map((name) =>
    name
      .replace(SETS, '')
      .replace(/IfExists$/, '')
      .replace(/^Arn(Not)?(?:Equals|Like)$/, 'Arn$1Like'),
  );
  if (one === other) return valuesCover(one ?? '', values, others);
  if (other === 'StringEquals' && /^(?:String|Arn)Like$/.test(one ?? '')) {
    return valuesCover('StringLike', values, others.map(literal));
  }
  if (one === 'StringEquals' && other === 'StringLike') {
    return all(
      ...others.map((pattern) =>
        most('no', ...values.map((value) => covers(literal(value), pattern))),
      ),
    );
  }
  return 'maybe';
}

function valuesCover(
  operator: string,
  values: readonly string[],
  others: readonly string[],
): Certainty {
  const cover = coverOf(operator);
  // A negated operator: fewer values are wider.
  return operator.includes('Not')
    ? all(...values.map((value) => most('no', ...others.map((other) => cover(other, value)))))
    : all(...others.map((other) => most('no', ...values.map((value) => cover(value, other)))));
}

function coverOf(operator: string): (outer: string, inner: string) => Certainty {
  if (operator.endsWith('Like')) return covers;
  if (operator.endsWith('IpAddress')) return networkCovers;
  const bound = /^(?:Numeric|Date)(Less|Greater)Than/.exec(operator)?.[1];
  if (bound) {
    const read = operator.startsWith('Date') ? secondsOf : Number;
    return (outer, inner) => {
      if (outer === inner) return 'yes';
      const [limit, value] = [read(outer), read(inner)];
      if (Number.isNaN(limit - value)) return 'maybe';
      return (bound === 'Less' ? value <= limit : value >= limit) ? 'yes' : 'no';
    };
  }
  const sameCase = !operator.includes('IgnoreCase') && operator !== 'Bool' && operator !== 'Null';
  return (outer, inner) => {
    const [one, other] = sameCase ? [outer, inner] : [outer.toLowerCase(), inner.toLowerCase()];
    return covers(literal(one), literal(other));
  };
}

/** A date, which may be written as seconds since 1970. */
function secondsOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text) / 1000;
}

function networkCovers(outer: string, inner: string): Certainty {
  if (outer === inner) return 'yes';
  if (hasMarks(outer) || hasMarks(inner)) return 'maybe';
  const [[net = '', size], [address = '', length]] = [outer.split('/'), inner.split('/')];
  const [family, other] = [isIP(net), isIP(address)];
  if (family === 0 || other === 0) return 'maybe';
  if (family !== other) return 'no';
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const full = family === 4 ? 32 : 128;
  const list = new BlockList();
  list.addSubnet(net, Number(size ?? full), kind);
  return list.check(address, kind) && Number(length ?? full) >= Number(size ?? full) ? 'yes' : 'no';
}

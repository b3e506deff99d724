import { isJsonObject } from '../../../lambdas/shared/json-object';

/**
 * `{ 'Fn::If': [condition, one, other] }` in a resolved value: only a deployment decides it. The condition is
 * a name with its content in a mark (marks.ts): two conditions with different content may differ in value.
 */
export type Choice = readonly [condition: string, one: unknown, other: unknown];

/** A value with more conditions than this is not split into its cases. */
const MOST_CONDITIONS = 5;

/** `AWS::NoValue` */
export function isNothing(value: unknown): boolean {
  return value === undefined || (isJsonObject(value) && value['Ref'] === 'AWS::NoValue');
}

export function choiceOf(value: unknown): Choice | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 1 || !Array.isArray(value['Fn::If']))
    return undefined;
  const [name, one, other] = value['Fn::If'] as unknown[];
  return [String(name), one, other];
}

/** If both sides are the same, no condition is needed. */
export function choice(condition: string, one: unknown, other: unknown): unknown {
  return JSON.stringify(one) === JSON.stringify(other)
    ? one
    : { 'Fn::If': [condition, one, other] satisfies Choice };
}

/** Conditions that a value depends on, at any depth; `undefined` if there are too many. */
export function conditionsOf(value: unknown): string[] | undefined {
  const names = [...new Set(conditionsIn(value))];
  return names.length > MOST_CONDITIONS ? undefined : names;
}

function conditionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isJsonObject(value)) return [];
  const found = choiceOf(value);
  if (found) return [found[0], ...conditionsIn(found[1]), ...conditionsIn(found[2])];
  return Object.values(value).flatMap(conditionsIn);
}

/** The value, if some conditions are known. */
export function chosen(value: unknown, holding: ReadonlyMap<string, boolean>): unknown {
  const found = choiceOf(value);
  if (found) {
    const [condition, ...sides] = found;
    const [one, other] = sides.map((side) => chosen(side, holding));
    const holds = holding.get(condition);
    return holds === undefined ? choice(condition, one, other) : holds ? one : other;
  }
  if (Array.isArray(value)) {
    return value.map((one) => chosen(one, holding)).filter((one) => !isNothing(one));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, chosen(one, holding)] as const)
      .filter(([, one]) => !isNothing(one)),
  );
}

/** A result of a value with conditions has the same conditions, if they are not too many. */
export function lifted(value: unknown, make: (known: unknown) => unknown): unknown {
  const [condition] = conditionsOf(value) ?? [];
  if (condition === undefined) return make(value);
  const [one, other] = [true, false].map((holds) =>
    lifted(chosen(value, new Map([[condition, holds]])), make),
  );
  return choice(condition, one, other);
}

/** The possible pairs of two values: one pair if no condition decides. */
export function pairsOf(one: unknown, other: unknown): (readonly [one: unknown, other: unknown])[] {
  const [condition] = choiceOf(one) ?? choiceOf(other) ?? [];
  if (condition === undefined) return [[one, other]];
  return [true, false].flatMap((holds) =>
    pairsOf(side(one, condition, holds), side(other, condition, holds)),
  );
}

function side(value: unknown, condition: string, holds: boolean): unknown {
  const found = choiceOf(value);
  if (found?.[0] !== condition) return value;
  const chosenSide = side(found[holds ? 1 : 2], condition, holds);
  return isNothing(chosenSide) ? undefined : chosenSide;
}

import { chosen, choiceOf, conditionsOf, isNothing } from '../template/choices';

/** A value, with the conditions of the template under which it holds. */
export interface Branch {
  readonly value: unknown;
  readonly when: readonly string[];
}

/** Every value that the conditions leave open; `undefined` if there are too many. */
export function branchesOf(value: unknown): Branch[] | undefined {
  const names = conditionsOf(value);
  if (!names) return undefined;
  return Array.from({ length: 2 ** names.length }, (_, number) => {
    const holding = new Map(names.map((name, bit) => [name, (number & (2 ** bit)) === 0]));
    return {
      value: chosen(value, holding),
      when: names.map((name) => when(name, holding.get(name) === true)),
    };
  });
}

/** `Production`, or `not Production`. */
export function when(condition: string, holds: boolean): string {
  return `${holds ? '' : NOT}${condition}`;
}

const NOT = 'not ';

/** The same case with its condition the other way round. */
export function opposite(one: string): string {
  return one.startsWith(NOT) ? one.slice(NOT.length) : when(one, false);
}

/** The value, with `other` in each case in which there is none. */
export function otherwise(value: unknown, fallback: unknown): unknown {
  const choice = choiceOf(value);
  if (!choice) return isNothing(value) ? fallback : value;
  const [name, one, other] = choice;
  return { 'Fn::If': [name, otherwise(one, fallback), otherwise(other, fallback)] };
}

/** Each case in which there is no value, as conditions of the template; `[[]]` if there is never one. */
export function absences(value: unknown): (readonly string[])[] {
  const choice = choiceOf(value);
  if (!choice) return isNothing(value) ? [[]] : [];
  const [name, ...sides] = choice;
  return sides.flatMap((side, index) =>
    absences(side).map((rest) => [when(name, index === 0), ...rest]),
  );
}

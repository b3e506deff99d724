import { choiceOf, isPart } from '../template/resolve';

/** A value as it is under conditions of the template, each with what it says. */
export interface Branch {
  readonly value: unknown;
  readonly when: readonly string[];
}

/** More conditions than so many in one statement are not told apart. */
const MOST_CONDITIONS = 5;

/**
 * Every value that `Fn::If` leaves open.
 * @param says what a condition means, by its name
 * @returns `undefined` where there are too many
 */
export function branchesOf(value: unknown, says: (name: string) => string): Branch[] | undefined {
  const names = [...new Set(conditionsIn(value))];
  if (names.length > MOST_CONDITIONS) return undefined;
  return Array.from({ length: 2 ** names.length }, (_, number) => {
    const holding = new Map(names.map((name, bit) => [name, (number & (2 ** bit)) === 0]));
    return {
      value: chosen(value, holding),
      when: names.map((name) => when(name, holding.get(name) === true, says)),
    };
  });
}

/** `Production`, or `not Production`, and what that condition says. */
export function when(name: string, holds: boolean, says: (name: string) => string): string {
  return `${holds ? '' : 'not '}${name}\n${says(name)}`;
}

function conditionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isPart(value)) return [];
  const choice = choiceOf(value);
  if (choice) return [choice[0], ...conditionsIn(choice[1]), ...conditionsIn(choice[2])];
  return Object.values(value).flatMap(conditionsIn);
}

function chosen(value: unknown, holding: ReadonlyMap<string, boolean>): unknown {
  const choice = choiceOf(value);
  if (choice) return chosen(holding.get(choice[0]) === true ? choice[1] : choice[2], holding);
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      const member = chosen(one, holding);
      return isNothing(member) ? [] : [member];
    });
  }
  if (!isPart(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const member = chosen(one, holding);
      return isNothing(member) ? [] : [[name, member]];
    }),
  );
}

/** A value with another in each place where there is none. */
export function otherwise(value: unknown, fallback: unknown): unknown {
  const choice = choiceOf(value);
  if (!choice) return isNothing(value) ? fallback : value;
  const [name, one, other] = choice;
  return { 'Fn::If': [name, otherwise(one, fallback), otherwise(other, fallback)] };
}

/** Each case in which there is no value, by the conditions of the template; `[[]]` where there is none at all. */
export function absences(value: unknown, says: (name: string) => string): (readonly string[])[] {
  const choice = choiceOf(value);
  if (!choice) return isNothing(value) ? [[]] : [];
  const [name, ...sides] = choice;
  return sides.flatMap((side, index) =>
    absences(side, says).map((rest) => [when(name, index === 0, says), ...rest]),
  );
}

/** `AWS::NoValue` */
export function isNothing(value: unknown): boolean {
  return value === undefined || (isPart(value) && value['Ref'] === 'AWS::NoValue');
}

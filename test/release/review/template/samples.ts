import type { JsonObject } from '../../../../lambdas/shared/json-object';
import {
  readRelease,
  type ReadResource,
  type ReadStack,
  type StackSide,
} from '../../../../release/review/template/read-release';

export const ACCOUNT = '333333333333';

export const NoValue = { Ref: 'AWS::NoValue' };

export function if_(condition: string, one: unknown, other: unknown) {
  return { 'Fn::If': [condition, one, other] };
}

/** Conditions on the parameter `Given`: more than are told apart in one value. */
export function manyConditions() {
  return Object.fromEntries(
    ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [
      name,
      { 'Fn::Equals': [{ Ref: 'Given' }, name] },
    ]),
  );
}

/** A stack `one` in Ireland with this template, changed as given. */
export function side(template: object, change: Partial<StackSide> = {}): StackSide {
  return {
    stackName: 'one',
    region: 'eu-west-1',
    account: ACCOUNT,
    template: template as StackSide['template'],
    ...change,
  };
}

/** The first of the stacks, read together with the others. */
export function readFirst(
  sides: readonly [StackSide, ...StackSide[]],
  before?: ReadonlyMap<string, ReadStack>,
): ReadStack {
  const found = readRelease(sides, before).get(sides[0].stackName);
  if (!found) throw new Error(`${sides[0].stackName} was not read`);
  return found;
}

export function resourceOf(stack: ReadStack, logicalId = 'It'): ReadResource {
  const found = stack.resources.get(logicalId);
  if (!found) throw new Error(`${stack.stackName} has no ${logicalId}`);
  return found;
}

/** A template with a resource `It` that has these properties. */
export function having(Properties: unknown, more: { Resources?: object } = {}) {
  return { ...more, Resources: { It: { Type: 'Odd::Odd::Odd', Properties }, ...more.Resources } };
}

/** Properties of `It`, as they are read. */
export function propertiesOf(
  Properties: unknown,
  more: { Resources?: object } & JsonObject = {},
  change: Partial<StackSide> = {},
  ...others: readonly StackSide[]
): JsonObject {
  return resourceOf(readFirst([side(having(Properties, more), change), ...others])).properties;
}

/** One value, as it is read. */
export function valueOf(value: unknown, ...rest: Tail<Parameters<typeof propertiesOf>>): unknown {
  return propertiesOf({ Value: value }, ...rest)['Value'];
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;

import { z } from 'zod';
import { substitute, type Variables } from '../actions/variables';

const variableCheck = z.strictObject({
  Name: z.string(),
  RuleTypeId: z.strictObject({
    Category: z.literal('Rule'),
    Owner: z.literal('AWS').default('AWS'),
    Provider: z.literal('VariableCheck'),
    Version: z.literal('1').default('1'),
  }),
  Configuration: z.strictObject({
    Variable: z.string(),
    Value: z.string(),
    Operator: z.enum(['EQ', 'NE', 'CONTAINS']),
  }),
});

const beforeEntry = z.strictObject({
  // CodePipeline allows one condition with up to five rules.
  Conditions: z.tuple([
    z.strictObject({ Result: z.literal('SKIP'), Rules: z.array(variableCheck).min(1).max(5) }),
  ]),
});

/** A rule that compares a variable with a value. */
export type VariableCheck = z.infer<typeof variableCheck>;

/** Rules of a stage's entry condition; `undefined` for a condition of another kind. */
export function parseEntry(condition: unknown): readonly VariableCheck[] | undefined {
  if (condition === undefined) return [];
  const { success, data } = beforeEntry.safeParse(condition);
  return success ? data.Conditions[0].Rules : undefined;
}

/**
 * Why a stage is skipped: the first rule that does not hold. `undefined` if all hold.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-VariableCheck.html
 * @throws {UnknownVariable}
 */
export function reasonToSkip(
  rules: readonly VariableCheck[],
  variables: Variables,
): string | undefined {
  for (const { Name, Configuration } of rules) {
    const { Variable, Value, Operator } = Configuration;
    const found = substitute(Variable, variables);
    const holds = {
      EQ: found === Value,
      NE: found !== Value,
      CONTAINS: found.includes(Value),
    }[Operator];
    if (!holds) return `rule ${Name}: ${Variable} is "${found}" (${Operator} "${Value}")`;
  }
  return undefined;
}

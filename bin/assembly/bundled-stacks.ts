import { z } from 'zod';

/** Environment variable with the context from the CDK CLI, and the key in it. */
const CONTEXT = 'CDK_CONTEXT_JSON';
const BUNDLING_STACKS = 'aws:cdk:bundling-stacks';
const EVERY_STACK = '**';

const contextSchema = z.object({ [BUNDLING_STACKS]: z.array(z.string()).optional() });

/**
 * Whether every stack is made with its assets. The CLI leaves them out when it deploys only some stacks,
 * as `waypost deploy` does, and when it only lists stacks.
 */
export function bundlesEveryStack(
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const context = contextSchema.parse(JSON.parse(environment[CONTEXT] ?? '{}'));
  return context[BUNDLING_STACKS]?.includes(EVERY_STACK) ?? true;
}

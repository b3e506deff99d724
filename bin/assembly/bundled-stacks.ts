import { z } from 'zod';

/** How the CDK CLI tells an app its context, and what in it. */
const CONTEXT = 'CDK_CONTEXT_JSON';
const BUNDLING_STACKS = 'aws:cdk:bundling-stacks';
const EVERY_STACK = '**';

const contextSchema = z.object({ [BUNDLING_STACKS]: z.array(z.string()).optional() });

/**
 * Whether every stack is made with its assets. The CLI leaves them out where it deploys some stacks
 * alone, as `waypost deploy` does, and where it only lists them.
 */
export function bundlesEveryStack(
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const context = contextSchema.parse(JSON.parse(environment[CONTEXT] ?? '{}'));
  return context[BUNDLING_STACKS]?.includes(EVERY_STACK) ?? true;
}

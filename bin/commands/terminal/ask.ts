import { isMissingStack } from '../../../lambdas/shared/describe-stack';
import type { Ask } from '../../../lambdas/submissions/ports';
import type { AccountAndRegion } from '../../../lib/config/config';
import { askAws } from './aws-account';
import { CommandError } from './command-error';

export type { Ask };

const MISSING = new Set(['QueueDoesNotExist', 'ResourceNotFoundException']);

/** Turns the faults of AWS calls into CommandErrors. */
export function asker(target: AccountAndRegion): Ask {
  return async (what, call) => {
    try {
      return await askAws(call);
    } catch (error) {
      const { cause } = error as Error;
      throw isMissing(cause) ? notDeployed(what, target, cause) : error;
    }
  };
}

function isMissing(error: unknown): boolean {
  return isMissingStack(error) || (error instanceof Error && MISSING.has(error.name));
}

function notDeployed(
  what: string,
  { account, region }: AccountAndRegion,
  cause: unknown,
): CommandError {
  return new CommandError(
    'NOT_DEPLOYED',
    `${what} is not deployed in account ${account}, ${region}. ` +
      'The pipeline deploys it: push, and try again when the release has reached this environment.',
    { cause },
  );
}

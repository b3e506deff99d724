import type { AccountAndRegion } from '../../../../lib/config/config';
import { askAws } from '../../aws-account';
import { CommandError } from '../../command-error';

/** @param what What is asked for, as a reader knows it: `Stack waypost-dev-storage` */
export type Ask = <Answer>(what: string, call: () => Promise<Answer>) => Promise<Answer>;

const MISSING = new Set(['QueueDoesNotExist', 'ResourceNotFoundException']);

/** Turns the faults of AWS calls into CommandErrors. */
export function asker(place: AccountAndRegion): Ask {
  return async (what, call) => {
    try {
      return await askAws(call);
    } catch (error) {
      const { cause } = error as Error;
      throw isMissing(cause) ? notDeployed(what, place, cause) : error;
    }
  };
}

/** CloudFormation says of a stack that does not exist that its name is not valid. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    MISSING.has(error.name) ||
    (error.name === 'ValidationError' && error.message.includes('does not exist'))
  );
}

function notDeployed(
  what: string,
  { account, region }: AccountAndRegion,
  cause: unknown,
): CommandError {
  return new CommandError(
    'NOT_DEPLOYED',
    `${what} is not deployed in account ${account}, ${region}. ` +
      'The pipeline makes it: push, and try again when the release has reached this environment.',
    { cause },
  );
}

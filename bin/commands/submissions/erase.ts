import { eraseAddress } from '../../../lambdas/submissions/erase';
import { isSameAddress } from '../../../lambdas/submissions/stored-submission';
import { CommandError } from '../terminal/command-error';
import type { Desk } from '../terminal/desk';
import { eraseLines } from '../../../lambdas/submissions/erase-lines';
import type { EraseReport } from '../../../lambdas/submissions/erase-report';
import type { SubmissionsCloud } from './ports';

export interface EraseOptions {
  readonly environment: string;
  readonly region: string;
  readonly email: string;
  readonly recoveryDays: number;
  readonly backupDays: number;
  readonly confirmed: boolean;
  readonly json: boolean;
}

/** Deletes everything from one address, permanently, and says what is left elsewhere. */
export async function erase(
  options: EraseOptions,
  cloud: SubmissionsCloud,
  desk: Desk,
): Promise<void> {
  const { environment, region, email, recoveryDays, backupDays } = options;
  const { erased, mentionedIn, outOfReach } = await eraseAddress(
    email,
    cloud,
    () => desk.now(),
    () => (options.confirmed ? Promise.resolve() : confirm(options, desk)),
  );
  const report: EraseReport = {
    environment,
    region,
    email,
    erased,
    mentionedIn,
    outOfReach: { ...outOfReach, recoveryDays, backupDays },
  };
  desk.write(options.json ? `${JSON.stringify(report)}\n` : eraseLines(report));
}

async function confirm({ environment, email }: EraseOptions, desk: Desk): Promise<void> {
  desk.note(`This permanently deletes everything from ${email} in ${environment}:`);
  desk.note('submissions in the table, the queue and the dead-letter queue.');
  const answer = await desk.ask('Type the address again to continue: ');
  if (answer === undefined) {
    throw new CommandError(
      'CONFIRMATION_MISSING',
      'Nothing was erased: there is no terminal to ask in. Add --yes to erase without a question.',
    );
  }
  if (isSameAddress(answer, email)) return;
  throw new CommandError('NOT_CONFIRMED', 'Nothing was erased: what you typed is another address.');
}

import { CommandError } from '../terminal/command-error';
import { confirmRestore } from './confirm-restore';
import { count } from '../../../lambdas/submissions/count';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import type { RestorableTable } from './ports';

export interface RestoreOptions {
  readonly label: EnvironmentLabel;
  /** The table with the restored backup. */
  readonly from: string;
  readonly confirmed: boolean;
  readonly json: boolean;
}

/** Copies missing submissions from a restored table back into the submissions table. */
export async function restore(
  { label, from, confirmed, json }: RestoreOptions,
  table: RestorableTable,
  desk: Desk,
): Promise<void> {
  if (from === table.name) {
    throw new CommandError(
      'NOT_CONFIRMED',
      `--from: ${from} is the submissions table itself. Name the table that you restored beside it.`,
    );
  }
  if (!confirmed) {
    const what = `the submissions that ${from} has and ${label.name} does not into the table of ${label.name}`;
    await confirmRestore(desk, `This puts ${what}.`);
  }
  const found = await table.bringBack(from, desk.now());
  if (json) {
    desk.write(`${JSON.stringify({ from, to: table.name, ...found })}\n`);
    return;
  }
  desk.write(
    [
      `${count(found.restored.length, 'submission')} put back into ${label.name}`,
      ...found.restored.map((id) => `  ${id}`),
      `already there, unchanged: ${found.present}`,
      `expired, left out: ${found.expired}`,
      '',
    ].join('\n'),
  );
  desk.note(
    'Submissions that were erased since the backup may be back: erase those addresses again',
  );
  desk.note(`(\`npx waypost submissions erase ${label.words} <e-mail>\`). Then delete ${from}.`);
}

import { CommandError } from '../terminal/command-error';
import type { DrillCloud, DrillProcess } from './ports';

const POLL_MS = 3000;
/** Longer than AWS ever took. After that, something is wrong. */
const PATIENCE_MS = 4 * 60 * 60 * 1000;

/** Waits until the condition holds, and says now and then that it still waits. */
export async function waitUntil(
  isSo: () => Promise<boolean>,
  what: string,
  waiting: Waiting,
  interrupted?: AbortSignal,
): Promise<void> {
  const since = waiting.now();
  for (let polls = 0; !(await isSo()); polls += 1) {
    heed(interrupted);
    const waited = waiting.now() - since;
    if (waited > PATIENCE_MS) {
      throw new CommandError('DRILL_TOO_SLOW', `Gave up after four hours: ${what}.`);
    }
    if (polls > 0 && polls % 10 === 0) waiting.note(`  still ${what}, ${duration(waited)}`);
    await waiting.pause(POLL_MS, interrupted);
  }
  heed(interrupted);
}

function heed(interrupted?: AbortSignal): void {
  if (interrupted?.aborted !== true) return;
  throw new CommandError('INTERRUPTED', 'Interrupted: nothing was compared.');
}

export interface Waiting extends Pick<DrillProcess, 'pause'> {
  note(line: string): void;
  /** Milliseconds. */
  now(): number;
}

/** DynamoDB cannot delete a table while it restores it. */
export async function removeSideTable(
  cloud: DrillCloud,
  table: string,
  waiting: Waiting,
): Promise<void> {
  if ((await cloud.tableState(table)) === 'absent') return;
  await waitUntil(
    async () => (await cloud.tableState(table)) !== 'busy',
    `waiting to delete ${table}`,
    waiting,
  );
  if ((await cloud.tableState(table)) === 'ready') await cloud.removeTable(table);
  await waitUntil(
    async () => (await cloud.tableState(table)) === 'absent',
    `deleting ${table}`,
    waiting,
  );
}

/** `4 min 10 s` */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

import type { EnvironmentConfig } from '../../../lib/config/config';
import { type RecoveryObjective, recoveryObjectives } from '../../../lib/recovery-objectives';
import { CommandError } from '../command-error';
import { confirmRestore } from '../submissions/confirm-restore';
import type { Desk, Place } from '../submissions/ports';
import { type Comparison, compare, isSound } from './compare';
import type { DrillCloud, DrillProcess, Leftovers } from './ports';
import { drillLines, leftoverLines, removalCommands } from './report-lines';
import { removeSideTable, waitUntil } from './side-table';

export interface DrillOptions {
  readonly place: Place;
  readonly environment: Pick<EnvironmentConfig, 'region' | 'protectData' | 'backup'>;
  /** What the names of side tables begin with. */
  readonly prefix: string;
  readonly confirmed: boolean;
  readonly json: boolean;
}

/** What a drill found, for scripts. */
export interface DrillReport extends Comparison {
  readonly environment: string;
  readonly table: string;
  readonly sideTable: string;
  readonly by: 'point-in-time recovery' | 'backup';
  /** ISO 8601, UTC. */
  readonly restoredTo: string;
  readonly items: { readonly before: number; readonly after: number; readonly restored: number };
  readonly seconds: { readonly restore: number; readonly total: number };
  /** Whether all that this drill made is gone again. */
  readonly cleanedUp: boolean;
  /** Of an earlier drill: still there. */
  readonly leftovers: Leftovers;
  readonly objectives: readonly RecoveryObjective[];
}

/**
 * Restores the submissions to a table of its own, compares, and deletes that table again.
 * @throws CommandError RESTORE_DIFFERS, after the report; DRILL_NOT_CLEANED_UP
 */
export async function drillRestore(
  options: DrillOptions,
  cloud: DrillCloud,
  desk: Desk,
  process: DrillProcess,
): Promise<void> {
  const { place, environment, prefix } = options;
  const table = await cloud.submissionsTable();
  const leftovers = await cloud.leftovers(prefix, table);
  for (const line of leftoverLines(leftovers, environment.region)) desk.note(line);
  if (!options.confirmed) {
    await confirmRestore(
      desk,
      `This restores the submissions of ${place.name} to a table of its own, compares, and deletes that`,
      'table again. The submissions table is read twice, and not changed. It costs some cents.',
    );
  }

  const started = desk.now();
  const side = new Side(prefix + stamp(started), environment.region, cloud, desk, process);
  const { found, left } = await process.interruptible((interrupted) =>
    side.used(() => restoreAndCompare(table, side, interrupted)),
  );
  const report: DrillReport = {
    environment: place.name,
    table,
    sideTable: side.name,
    ...found,
    seconds: { restore: found.restoreSeconds, total: secondsSince(started, desk) },
    cleanedUp: left === undefined,
    leftovers,
    objectives: recoveryObjectives(environment),
  };
  desk.write(options.json ? `${JSON.stringify(report)}\n` : drillLines(report));
  if (isSound(report)) {
    if (left) throw left;
    return;
  }
  if (left) desk.note(left.message);
  throw new CommandError(
    'RESTORE_DIFFERS',
    'The restored table differs from the submissions table. Do not rely on it before you know why: ' +
      'run the drill again, and look at the ids above with ' +
      `\`npx waypost submissions show ${place.words} <id>\`.`,
  );
}

async function restoreAndCompare(table: string, side: Side, interrupted: AbortSignal) {
  const { cloud, desk } = side;
  desk.note(`Reading ${table} ...`);
  const before = await cloud.fingerprints(table);
  const { at, after, by, restore } = await side.prepare(table, interrupted);
  const started = desk.now();
  desk.note(`Restoring it by ${by}, as it was at ${at.toISOString()}, to ${side.name} ...`);
  await restore();
  await side.until(
    async () => (await cloud.tableState(side.name)) === 'ready',
    'restoring',
    interrupted,
  );
  const restoreSeconds = secondsSince(started, desk);
  desk.note('Comparing ...');
  const restored = await cloud.fingerprints(side.name);
  return {
    by,
    restoredTo: at.toISOString(),
    items: { before: before.size, after: after.size, restored: restored.size },
    ...compare(before, after, restored),
    restoreSeconds,
  };
}

/** What a drill makes, and takes away again. */
class Side {
  private backup: string | undefined;

  constructor(
    readonly name: string,
    private readonly region: string,
    readonly cloud: DrillCloud,
    readonly desk: Desk,
    private readonly process: DrillProcess,
  ) {}

  /** Makes what is restored; the table is read again after the point that it holds. */
  async prepare(table: string, interrupted: AbortSignal) {
    const { cloud, desk } = this;
    if ((await cloud.latestRestorable(table)) !== undefined) {
      // The API counts in whole seconds.
      const at = new Date(Math.ceil((desk.now().getTime() + 1) / 1000) * 1000);
      await this.until(() => Promise.resolve(desk.now() > at), 'waiting', interrupted);
      const after = await cloud.fingerprints(table);
      desk.note('Waiting until recovery has come as far as that: some five minutes on AWS ...');
      await this.until(
        async () => ((await cloud.latestRestorable(table))?.getTime() ?? 0) >= at.getTime(),
        'waiting for the point to restore',
        interrupted,
      );
      const restore = () => cloud.restoreToPointInTime(table, this.name, at);
      return { at, after, restore, by: 'point-in-time recovery' as const };
    }
    desk.note('Point-in-time recovery is off. Making a backup ...');
    const at = desk.now();
    const backup = await cloud.makeBackup(table, this.name);
    this.backup = backup;
    await this.until(() => cloud.backupIsReady(backup), 'making the backup', interrupted);
    const after = await cloud.fingerprints(table);
    const restore = () => cloud.restoreBackup(backup, this.name);
    return { at, after, restore, by: 'backup' as const };
  }

  /**
   * Cleans up after the work, however it ends.
   * @returns what the work found, and why something of the drill is left, if it is
   */
  async used<Found>(work: () => Promise<Found>): Promise<{ found: Found; left?: CommandError }> {
    let found: Found;
    try {
      found = await work();
    } catch (error) {
      this.desk.note('The drill was broken off. Cleaning up ...');
      const left = await this.cleanUp();
      if (left) this.desk.note(left.message);
      throw error;
    }
    this.desk.note('Cleaning up ...');
    const left = await this.cleanUp();
    return { found, ...(left && { left }) };
  }

  until(isSo: () => Promise<boolean>, what: string, interrupted?: AbortSignal) {
    return waitUntil(isSo, what, this.waiting(), interrupted);
  }

  private async cleanUp(): Promise<CommandError | undefined> {
    try {
      await removeSideTable(this.cloud, this.name, this.waiting());
      if (this.backup !== undefined) await this.cloud.removeBackup(this.backup);
      return undefined;
    } catch (cause) {
      const made = { tables: [this.name], backups: this.backup === undefined ? [] : [this.backup] };
      const why = cause instanceof Error ? cause.message : String(cause);
      return new CommandError(
        'DRILL_NOT_CLEANED_UP',
        [
          `The side table may still be there, with visitors' messages in it: ${why}`,
          'Delete what is left of it yourself:',
          ...removalCommands(made, this.region),
        ].join('\n'),
        { cause },
      );
    }
  }

  private waiting() {
    return {
      note: (line: string) => {
        this.desk.note(line);
      },
      now: () => this.desk.now().getTime(),
      pause: this.process.pause.bind(this.process),
    };
  }
}

/** `20261124T091500` */
function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function secondsSince(start: Date, desk: Desk): number {
  return Math.round((desk.now().getTime() - start.getTime()) / 1000);
}

import { CommandError } from '../terminal/command-error';
import type { Desk } from '../terminal/desk';
import type { DrillCloud, DrillProcess } from './ports';
import { removalCommands } from './report-lines';
import { removeSideTable, waitUntil } from './side-table';

/** The table and the backup that a drill makes and deletes again. */
export class Side {
  private backup: string | undefined;

  constructor(
    readonly name: string,
    private readonly region: string,
    readonly cloud: DrillCloud,
    readonly desk: Desk,
    private readonly process: DrillProcess,
  ) {}

  /** Makes the restored table. The source is read again after the restored point in time. */
  async prepare(table: string, interrupted: AbortSignal) {
    const { cloud, desk } = this;
    if ((await cloud.latestRestorable(table)) !== undefined) {
      // The API counts in whole seconds.
      const at = new Date(Math.ceil((desk.now().getTime() + 1) / 1000) * 1000);
      await this.until(() => Promise.resolve(desk.now() > at), 'waiting', interrupted);
      const after = await cloud.fingerprints(table);
      desk.note(
        'Waiting until point-in-time recovery has reached this time: about five minutes on AWS ...',
      );
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
   * @returns the result of the work and, if something of the drill is left, the reason
   */
  async used<Found>(work: () => Promise<Found>): Promise<{ found: Found; left?: CommandError }> {
    let found: Found;
    try {
      found = await work();
    } catch (error) {
      this.desk.note('The drill was interrupted. Cleaning up ...');
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
          `The second table may still exist, with visitors' messages in it: ${why}`,
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

import type { CloudPorts } from '../terminal/open-environment';

export interface DrillPorts extends CloudPorts<DrillCloud> {
  readonly process: DrillProcess;
}

/** Time, and Ctrl-C. */
export interface DrillProcess {
  /** Resolves after this time, or at once when `interrupted` is aborted. */
  pause(ms: number, interrupted?: AbortSignal): Promise<void>;
  /**
   * Runs `work`. The first Ctrl-C aborts the signal, so that `work` can clean up. A second one ends the
   * process.
   */
  interruptible<Result>(work: (interrupted: AbortSignal) => Promise<Result>): Promise<Result>;
}

/**
 * Tables of an environment. Nothing here changes the submissions table.
 * Each method throws CommandError NOT_DEPLOYED, AWS_CREDENTIALS_MISSING or AWS_REFUSED.
 */
export interface DrillCloud {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** Name of the submissions table. */
  submissionsTable(): Promise<string>;
  /** Id of every item of a table, and a hash of the whole item. */
  fingerprints(table: string): Promise<Fingerprints>;
  /** The latest moment that the table can be restored to; `undefined` if recovery is off. */
  latestRestorable(table: string): Promise<Date | undefined>;
  restoreToPointInTime(source: string, target: string, at: Date): Promise<void>;
  /** @returns the backup's ARN, at once: it may take a while to be ready */
  makeBackup(table: string, name: string): Promise<string>;
  backupIsReady(backup: string): Promise<boolean>;
  restoreBackup(backup: string, target: string): Promise<void>;
  /** `busy` while it is being restored or deleted. */
  tableState(table: string): Promise<'absent' | 'busy' | 'ready'>;
  removeTable(table: string): Promise<void>;
  removeBackup(backup: string): Promise<void>;
  /** Tables, and backups of `source`, whose names begin with `prefix`. */
  leftovers(prefix: string, source: string): Promise<Leftovers>;
}

export type Fingerprints = ReadonlyMap<string, string>;

export interface Leftovers {
  /** Names. */
  readonly tables: readonly string[];
  /** ARNs. */
  readonly backups: readonly string[];
}

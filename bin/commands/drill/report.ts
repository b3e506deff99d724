import type { RecoveryObjective } from '../../../lib/recovery/recovery-objectives';
import type { RestoreComparison } from './compare';
import type { Leftovers } from './ports';

/** The result of a drill, for scripts. */
export interface DrillReport extends RestoreComparison {
  readonly environment: string;
  readonly table: string;
  readonly sideTable: string;
  readonly by: 'point-in-time recovery' | 'backup';
  /** ISO 8601, UTC. */
  readonly restoredTo: string;
  readonly items: { readonly before: number; readonly after: number; readonly restored: number };
  readonly seconds: { readonly restore: number; readonly total: number };
  /** Whether everything that this drill made is deleted again. */
  readonly cleanedUp: boolean;
  /** Tables and backups that are left from an earlier drill. */
  readonly leftovers: Leftovers;
  readonly objectives: readonly RecoveryObjective[];
}

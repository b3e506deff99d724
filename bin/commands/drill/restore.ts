import type { EnvironmentConfig } from '../../../lib/config/config';
import { recoveryObjectives } from '../../../lib/recovery/recovery-objectives';
import { CommandError } from '../terminal/command-error';
import { confirmRestore } from '../submissions/confirm-restore';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { compare, isSound } from './compare';
import type { DrillCloud, DrillProcess } from './ports';
import { drillLines, leftoverLines } from './report-lines';
import { Side } from './side';
import type { DrillReport } from './report';

export interface DrillOptions {
  readonly label: EnvironmentLabel;
  readonly environment: Pick<EnvironmentConfig, 'region' | 'protectData' | 'backup'>;
  /** Prefix of the names of side tables. */
  readonly prefix: string;
  readonly confirmed: boolean;
  readonly json: boolean;
}

/**
 * Restores the submissions to a second table, compares both, and deletes the second table again.
 * @throws CommandError RESTORE_DIFFERS, after the report; DRILL_NOT_CLEANED_UP
 */
export async function restoreBeside(
  options: DrillOptions,
  cloud: DrillCloud,
  desk: Desk,
  process: DrillProcess,
): Promise<void> {
  const { label, environment, prefix } = options;
  const table = await cloud.submissionsTable();
  const leftovers = await cloud.leftovers(prefix, table);
  for (const line of leftoverLines(leftovers, environment.region)) desk.note(line);
  if (!options.confirmed) {
    await confirmRestore(
      desk,
      `This restores the submissions of ${label.name} to a second table, compares both, and deletes the second`,
      'table again. The submissions table is read twice, and not changed. It costs some cents.',
    );
  }

  const started = desk.now();
  const side = new Side(prefix + stamp(started), environment.region, cloud, desk, process);
  const { found, left } = await process.interruptible((interrupted) =>
    side.used(() => restoreAndCompare(table, side, interrupted)),
  );
  const report: DrillReport = {
    environment: label.name,
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
      `\`npx waypost submissions show ${label.words} <id>\`.`,
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

/** `20261124T091500` */
function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function secondsSince(start: Date, desk: Desk): number {
  return Math.round((desk.now().getTime() - start.getTime()) / 1000);
}

import { TABLE_RESTORE } from '../../../lib/recovery/recovery-objectives';
import { spanText } from '../../../lib/recovery/recovery-span';
import { time } from '../terminal/screen-text';
import type { Leftovers } from './ports';
import type { DrillReport } from './report';
import { duration } from './side-table';

/** Lines for a person. */
export function drillLines(report: DrillReport): string {
  const { items, compared, missing, different, unexpected, changedMeanwhile, checksum } = report;
  const identical = compared - missing.length - different.length;
  const [objective] = report.objectives;
  return [
    `Restored the submissions of ${report.environment} as they were at ${time(report.restoredTo)}, by ${report.by}.`,
    `  items           ${items.after} in the table, ${items.restored} restored`,
    `  compared        ${compared}, of which ${identical} are identical`,
    ...(changedMeanwhile > 0
      ? [
          `  not comparable  ${changedMeanwhile} that were added, changed or deleted during the drill`,
        ]
      : []),
    ...(compared === 0
      ? ['  There was nothing to compare: the drill shows only that the table can be restored.']
      : []),
    ...differences('missing', missing),
    ...differences('different', different),
    ...differences('unexpected', unexpected),
    `  checksum        table    ${checksum.table}`,
    `                  restored ${checksum.restored}`,
    `  restored in     ${duration(report.seconds.restore * 1000)} (planned for: ${spanText(TABLE_RESTORE)})`,
    `  the drill took  ${duration(report.seconds.total * 1000)}`,
    ...(objective
      ? [
          `  stated          loses at most ${spanText(objective.loses, 'nothing')}, back within ${spanText(objective.backWithin)} (docs/disaster-recovery.md)`,
        ]
      : []),
    `  ${report.cleanedUp ? 'removed        ' : 'not removed    '} ${report.sideTable}`,
    '',
  ].join('\n');
}

function differences(what: string, ids: readonly string[]): string[] {
  return ids.length === 0
    ? []
    : [`  ${what.padEnd(15)} ${ids.length}`, ...ids.map((id) => `    ${id}`)];
}

export function leftoverLines(leftovers: Leftovers, region: string): string[] {
  const commands = removalCommands(leftovers, region);
  return commands.length === 0
    ? []
    : [
        'This is left from an earlier drill, or belongs to one that is running. If none is running, delete it:',
        ...commands,
      ];
}

export function removalCommands({ tables, backups }: Leftovers, region: string): string[] {
  return [
    ...tables.map((name) => `  aws dynamodb delete-table --region ${region} --table-name ${name}`),
    ...backups.map((arn) => `  aws dynamodb delete-backup --region ${region} --backup-arn ${arn}`),
  ];
}

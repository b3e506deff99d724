import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorOf } from '../../lib/environment/monitoring/runbook-alarm';

/** Link targets in docs/runbook.md. */
export const headings = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('## '))
  .map((line) => anchorOf(line.slice(3)));

/** An alarm sends its readers to a heading of the runbook that exists. */
export function assertRunbook(alarm: {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
}) {
  const anchor = /docs\/runbook\.md#(\S+)$/.exec(alarm.AlarmDescription)?.[1];
  if (!anchor || !headings.includes(anchor)) {
    throw new Error(`${alarm.AlarmName} links to no heading of the runbook`);
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_WINDOWS, SLOW_WINDOWS } from '../../lambdas/service-levels/burn-rate';
import { LOOK_SECONDS } from '../../lambdas/service-levels/contract';
import { ALARMS } from '../../lib/environment/monitoring/alarms';
import { LOG_QUERIES } from '../../lib/environment/monitoring/log-queries';
import { anchorOf } from '../../lib/environment/monitoring/runbook-alarm';
import { tableRows } from '../helpers/markdown-tables';
import { headings } from '../helpers/runbook';

const text = readFileSync(join(__dirname, '../../docs/service-levels.md'), 'utf8');

/** Rows of tables whose first cell has this form. */
function rows(first: RegExp): string[][] {
  return tableRows(text).filter(([cell = '']) => first.test(cell));
}

const MISSING = { notBreaching: 'quiet', breaching: 'alarm', ignore: 'as before' };

test('docs/service-levels.md has every alarm, as the table in the code does', () => {
  expect(rows(/^`[\w-]+`$/)).toEqual(
    Object.entries(ALARMS).map(([name, { severity, when, missing, runbook }]) => [
      `\`${name}\``,
      severity,
      when,
      MISSING[missing],
      `[${runbook}](runbook.md#${anchorOf(runbook)})`,
    ]),
  );
});

test('docs/service-levels.md has the windows and rates that are computed with', () => {
  const time = (ms: number) => (ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`);
  const row = (severity: string) => (windows: (typeof PAGE_WINDOWS)[number]) => [
    severity,
    time(windows.longMs),
    time(windows.shortMs),
    String(windows.rate),
    String(windows.leastBad),
  ];
  expect(rows(/^(?:page|notice)$/)).toEqual([
    ...PAGE_WINDOWS.map(row('page')),
    ...SLOW_WINDOWS.map(row('notice')),
  ]);
  expect(LOOK_SECONDS).toBe(300);
});

test('every alarm has a heading of the runbook of its own', () => {
  const anchors = Object.values(ALARMS).map(({ runbook }) => anchorOf(runbook));
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
});

test('docs/runbook.md names each saved query', () => {
  const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
  const named = [...runbook.matchAll(/^\| `([\w]+\/[^`]+)` +\|/gm)].map(([, name]) => name);
  expect(named).toEqual(LOG_QUERIES.map(({ name }) => name));
});

import { main } from '../../../../bin/commands/terminal/main';
import type { MetricsPorts, PipelinePast } from '../../../../bin/commands/metrics/ports';
import { waypostProgram } from '../../../../bin/commands/program';
import {
  after,
  COMMIT,
  failedAt,
  OTHER_COMMIT,
  release,
  run,
} from '../../../lambdas/pipeline-notifications/samples';
import type { ActionExecution } from '../../../../lambdas/pipeline-notifications/core/history';
import { config, projectOf } from '../fakes';

type Past = readonly (readonly [id: string, status: string, runs: ActionExecution[]])[];

const REVERT = `Revert "feat(site): a new page"\n\nThis reverts commit ${COMMIT}.`;
const PAST: Past = [
  ['e-1', 'Failed', failedAt('Build/Synth', -600)],
  ['e-2', 'Failed', failedAt('prod/SmokeTest', -300)],
  ['e-3', 'Succeeded', release(-240)],
  ['e-4', 'Failed', failedAt('prod/Approve', -120)],
  ['e-5', 'Succeeded', release(-60, REVERT, OTHER_COMMIT)],
];

/** What a shell would see, an hour after the last release began. */
async function metrics(args: readonly string[], past: Past = PAST, account = config.tools.account) {
  const asked: (Date | undefined)[] = [];
  const open = (): PipelinePast => ({
    accountId: () => Promise.resolve(account),
    history: {
      executions: (since) => {
        asked.push(since);
        return Promise.resolve(past.map(([id, status]) => ({ id, status, startedAt: after(0) })));
      },
      runs: (id) => Promise.resolve(past.find(([one]) => one === id)?.[2] ?? []),
    },
  });
  const printed: string[] = [];
  const metricsPorts: MetricsPorts = {
    open,
    now: () => after(0),
    print: (text) => printed.push(text),
  };
  const errors: string[] = [];
  const program = waypostProgram(projectOf(config), {
    metrics: () => metricsPorts,
  });
  for (const command of program.commands) {
    command.configureOutput({ writeErr: (text) => errors.push(text) });
  }
  const code = await main(program, ['metrics', ...args], (text) => errors.push(text));
  return { code: code ?? 0, output: printed.join('\n'), errors: errors.join('\n'), asked };
}

test('metrics tell of releases to the last environment, and what actions take', async () => {
  const { code, output } = await metrics(['--days', '7']);
  expect(code).toBe(0);
  expect(output.split('\n').slice(0, 9)).toEqual([
    'Releases to prod from 18 Nov 2026, 12:00 UTC to 25 Nov 2026, 12:00 UTC',
    '',
    'Deployment frequency  2, 2.0 a week',
    'Lead time             median 1 h 30 min, longest 1 h 30 min',
    'Change failure rate   67 %, 2 of 3',
    'Time to restore       median 2 h, longest 3 h',
    '',
    'ACTION               MEDIAN  LONGEST  SUCCEEDED  FAILED',
    'Source/Source        5 min   5 min    5          0',
  ]);
});

test('metrics as JSON are seconds and fractions', async () => {
  const { output } = await metrics(['--json', '--rehearsal']);
  expect(JSON.parse(output)).toMatchObject({
    environment: 'prod',
    since: '2026-10-26T12:00:00.000Z',
    deployments: { count: 2 },
    changes: { count: 3, failed: 2 },
    timeToRestore: { longest: 10_800 },
    actions: expect.arrayContaining([
      { action: 'prod/SmokeTest', median: 300, longest: 300, succeeded: 2, failed: 1 },
    ]) as unknown,
  });
});

test('metrics without a release say so', async () => {
  const { output } = await metrics([], []);
  expect(output).toContain('Lead time             nothing was released');
  expect(output).toContain('Change failure rate   nothing was changed');
  expect(output).toContain('No action succeeded.');
});

test('metrics ask no further back than they are told', async () => {
  expect((await metrics(['--days', '1'])).asked).toEqual([after(-24 * 60)]);
});

test.each(['0', '366', '1.5', 'week'])('metrics of %s days are wrong usage', async (days) => {
  const { code, errors } = await metrics(['--days', days]);
  expect(code).toBe(2);
  expect(errors).toContain('Write a whole number from 1 to 365.');
});

test('metrics need credentials of the tools account', async () => {
  const { code, errors } = await metrics([], PAST, config.environments[0]?.account);
  expect(code).toBe(1);
  expect(errors).toContain('but tools is account 111111111111');
});

test('an action that never succeeded has no duration', async () => {
  const { output } = await metrics(
    [],
    [['e-1', 'Failed', [run('Build/Synth', 0, { status: 'Failed' })]]],
  );
  expect(output).toContain('No action succeeded.');
});

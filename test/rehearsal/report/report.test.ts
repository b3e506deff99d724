import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RehearsalEvent } from '../../../rehearsal/events';
import { ReportBuilder } from '../../../rehearsal/report/report';
import { reportJsonSchema, reportSchema } from '../../../rehearsal/report/report-schema';
import { ReportFile } from '../../../rehearsal/reporters/report-file';
import { deliveredRun, ended, failedRun, sideBySideRun } from '../events';

function reportOf(events: readonly RehearsalEvent[]) {
  const builder = new ReportBuilder();
  for (const event of events) builder.add(event);
  return reportSchema.parse(builder.report);
}

describe('report', () => {
  test('tells of every action: account, role, outcome, start, duration and log', () => {
    const report = reportOf(deliveredRun);

    expect(report).toMatchObject({ outcome: 'succeeded', commit: 'c0ffee', error: null });
    expect(report.executions[0]?.stages[0]?.actions[0]).toEqual({
      name: 'Source',
      provider: 'CodeStarSourceConnection',
      account: '111111111111',
      region: 'eu-west-1',
      role: 'arn:aws:iam::111111111111:role/pipeline',
      runOrder: 1,
      status: 'succeeded',
      startedAt: '2026-11-23T12:00:02.000Z',
      durationMs: 1500,
      logPath: '/logs/source.log',
      error: null,
      stack: null,
    });
  });

  test('tells what was delivered first, and has no outcome before that of the upgrade', () => {
    const begun = deliveredRun.slice(0, 1);
    const at = deliveredRun[1]?.at ?? '';
    const first: RehearsalEvent[] = [
      { type: 'first-delivery-started', at, name: 'v1.0', commit: 'badcab1e' },
      { type: 'first-delivery-ended', at, outcome: 'succeeded' },
    ];
    const before = reportOf([...begun, ...first]);

    expect(before.from).toEqual({ name: 'v1.0', commit: 'badcab1e', outcome: 'succeeded' });
    expect(before.outcome).toBeNull();
    expect(reportOf([...begun, ...first, ...deliveredRun.slice(1)]).outcome).toBe('succeeded');
    expect(reportOf(deliveredRun).from).toBeNull();
  });

  test('tells of restarts and why, of preparations, resources and endpoints, and adds up', () => {
    const report = reportOf(deliveredRun);

    expect(report.preparations).toMatchObject([{ name: 'emulator', durationMs: 700 }]);
    expect(report.restarts).toEqual([
      { executionId: 'one', differences: ['Stages.dev.Actions.Approve is new'] },
    ]);
    expect(report.endpoints.map(({ address }) => address)).toEqual(['http://page.localhost:1/']);
    expect(report.resources.recorded).toEqual([{ type: 'AWS::Chatbot::Thing', count: 1 }]);
    expect(report.permissions).toMatchObject({
      allowed: 657,
      denied: [{ by: 'waypost-dev-submit', count: 2 }],
      newGrants: [{ environment: 'prod', neverExercised: [{ grant: 'Allow s3:* on *' }] }],
    });
    expect(report.totals).toMatchObject({
      executions: 2,
      restarts: 1,
      resources: 4,
      actions: { succeeded: 2, 'not-run': 2 },
    });
  });

  test('counts what did not run as not run, never as succeeded', () => {
    const report = reportOf(failedRun);

    expect(report.outcome).toBe('failed');
    expect(report.executions[0]?.stages.flatMap((s) => s.actions.map((a) => a.status))).toEqual([
      'failed',
      'not-run',
    ]);
    expect(report.executions[0]?.stages[0]?.actions[0]?.error).toBe('it broke');
  });

  test('tells a superseded execution and an expired approval from failures', () => {
    const report = reportOf([...failedRun.slice(0, 1), ...sideBySideRun]);

    expect(report.executions[1]).toMatchObject({ status: 'superseded', supersededBy: 'three' });
    expect(report.totals.actions).toMatchObject({ expired: 1, failed: 0 });
  });

  test('tells which stacks an execution has changed', () => {
    const report = reportOf([...failedRun.slice(0, 1), ...sideBySideRun]);
    const actions = report.executions[1]?.stages.flatMap((stage) => stage.actions) ?? [];

    expect(actions.flatMap(({ stack }) => stack ?? [])).toEqual([
      { name: 'dev-storage', change: 'updated' },
    ]);
  });

  test('tells which faults were planted, and what has met them', () => {
    const fault = (target: string, status: 'planted' | 'met' | 'not-met', detail?: string) =>
      ({
        type: 'fault',
        at: '2026-11-23T12:00:00.000Z',
        kind: 'kill',
        target,
        status,
        detail,
      }) as RehearsalEvent;
    const report = reportOf([
      ...deliveredRun,
      ...[fault('sqs', 'planted'), fault('dev.Deploy', 'planted')],
      ...[fault('sqs', 'met', 'sqs:SendMessage'), fault('dev.Deploy', 'not-met')],
    ]);

    expect(report.faults).toEqual([
      { target: 'sqs', kind: 'kill', status: 'met', detail: 'sqs:SendMessage' },
      { target: 'dev.Deploy', kind: 'kill', status: 'not-met', detail: null },
    ]);
    expect(reportSchema.parse(report)).toEqual(report);
  });

  test('has the outcome of the newest commit, also when an older one comes out after it', () => {
    const report = reportOf([
      ...deliveredRun,
      ...deliveredRun
        .slice(-1)
        .map((event) => ({ ...event, commit: 'older', outcome: 'failed' }) as RehearsalEvent),
    ]);

    expect(report).toMatchObject({ commit: 'c0ffee', outcome: 'succeeded' });
  });

  test('of a rehearsal that ended in mid-run has failed, with the reason', () => {
    const report = reportOf([
      ...failedRun.slice(0, 3),
      { ...ended, outcome: 'failed', error: 'The emulator has ended' },
    ]);

    expect(report).toMatchObject({ outcome: 'failed', error: 'The emulator has ended' });
    // Started at second 2, ended at second 9.
    expect(report.executions[0]).toMatchObject({ status: 'stopped', durationMs: 7_000 });
    expect(report.executions[0]?.stages[0]?.actions[0]).toMatchObject({
      status: 'stopped',
      durationMs: 7_000,
    });
    expect(report.totals.actions.running).toBe(0);
  });

  test('has no log for an approval, which writes none', () => {
    const report = reportOf(
      failedRun.map((event) => {
        if (event.type !== 'action-started') return event;
        const { at, type, executionId, stage, action } = event;
        return { at, type, executionId, stage, action };
      }),
    );

    expect(report.executions[0]?.stages[0]?.actions[0]?.logPath).toBeNull();
  });

  test('is written whole whenever something starts or ends, and nothing is left beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'waypost-report-'));
    const path = join(folder, '.waypost', 'report.json');
    const file = new ReportFile(path);
    const read = () => reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    for (const event of deliveredRun) file.report(event);

    expect(read().outcome).toBe('succeeded');
    file.report({ ...ended, outcome: 'failed', error: 'later' });
    expect(read().error).toBe('later');
    // The next run's start, and the start of each execution, take the old outcome away.
    for (const event of deliveredRun.slice(0, 1)) new ReportFile(path).report(event);
    expect(read()).toMatchObject({ outcome: null, error: null, executions: [] });
    const next = new ReportFile(path);
    for (const event of deliveredRun.slice(0, 4)) next.report(event);
    expect(read().executions).toMatchObject([{ status: 'running' }]);
    expect(readdirSync(join(folder, '.waypost'))).toEqual(['report.json']);
    rmSync(folder, { recursive: true });
  });

  test('has the published schema', () => {
    const path = join(__dirname, '../../..', 'docs', 'report.schema.json');

    // To publish a change: npx tsx rehearsal/report/publish-report-schema.ts
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(reportJsonSchema());
  });

  test('control: the schema refuses an unknown outcome and an unknown key', () => {
    const report = reportOf(deliveredRun);

    expect(reportSchema.safeParse({ ...report, outcome: 'fine' }).success).toBe(false);
    expect(reportSchema.safeParse({ ...report, extra: 1 }).success).toBe(false);
  });
});

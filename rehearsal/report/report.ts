import type { RehearsalEvent } from '../events';
import type { Report } from './report-schema';

type Execution = Report['executions'][number];
type Action = Execution['stages'][number]['actions'][number];

/** Adds up a rehearsal's events. */
export class ReportBuilder {
  #report: Report | undefined;

  /** The report so far, or `undefined` before `rehearsal-started`. */
  get report(): Report | undefined {
    return this.#report;
  }

  add(event: RehearsalEvent): void {
    if (event.type === 'rehearsal-started') {
      this.#report = emptyReport(event.repository, event.commit, event.at);
      return;
    }
    const report = this.#report;
    if (!report) return;
    report.durationMs = elapsed(report.startedAt, event.at);
    apply(report, event);
    report.totals = totalsOf(report);
  }
}

function apply(report: Report, event: RehearsalEvent): void {
  switch (event.type) {
    case 'rehearsal-started':
    case 'app-opened':
      return;
    case 'noticed':
      report.notices.push(event.message);
      return;
    case 'fault': {
      const { target, kind, status, detail = null } = event;
      const before = report.faults.findLast(
        (fault) => fault.target === target && fault.kind === kind && fault.status === 'planted',
      );
      if (before && status !== 'planted') Object.assign(before, { status, detail });
      else report.faults.push({ target, kind, status, detail });
      return;
    }
    case 'first-delivery-started':
      report.from = { name: event.name, commit: event.commit, outcome: null };
      return;
    case 'first-delivery-ended':
      if (report.from) report.from.outcome = event.outcome;
      return;
    case 'preparation-started':
      report.preparations.push({
        name: event.name,
        status: 'running',
        startedAt: event.at,
        durationMs: 0,
        logPath: event.logPath ?? null,
        error: null,
      });
      return;
    case 'preparation-ended': {
      const preparation = report.preparations.findLast(({ name }) => name === event.name);
      if (!preparation) return;
      preparation.status = event.status;
      preparation.error = event.error ?? null;
      preparation.durationMs = elapsed(preparation.startedAt, event.at);
      return;
    }
    case 'execution-started':
      report.commit = event.commit;
      report.outcome = null;
      report.executions.push(executionOf(event));
      return;
    case 'action-started': {
      const action = findAction(report, event);
      if (!action) return;
      action.status = 'running';
      action.startedAt = event.at;
      action.logPath = event.logPath ?? null;
      return;
    }
    case 'console-opened':
    case 'action-progress':
    case 'approval-asked':
    case 'approval-answered':
    case 'execution-waiting':
      return;
    case 'action-ended': {
      const action = findAction(report, event);
      if (!action) return;
      action.status = event.status;
      action.error = event.error ?? null;
      action.stack = event.stack ?? null;
      action.durationMs = elapsed(action.startedAt ?? event.at, event.at);
      return;
    }
    case 'execution-ended': {
      const execution = report.executions.find(({ id }) => id === event.executionId);
      if (!execution) return;
      execution.status = event.status;
      execution.error = event.error ?? null;
      execution.supersededBy = event.by ?? null;
      execution.durationMs = elapsed(execution.startedAt, event.at);
      if (event.status === 'restarted') {
        const differences = [...(event.differences ?? [])];
        report.restarts.push({ executionId: event.executionId, differences });
      }
      return;
    }
    case 'delivered':
      // An older commit may end after a newer one has started.
      if (event.commit === report.commit) report.outcome = event.outcome;
      report.resources = {
        emulated: [...event.resources.emulated],
        recorded: [...event.resources.recorded],
        droppedProperties: [...event.resources.droppedProperties],
      };
      report.permissions = event.permissions;
      report.endpoints = [...event.endpoints];
      return;
    case 'rehearsal-ended':
      for (const execution of report.executions) stop(execution, event.at);
      report.outcome = event.outcome;
      report.error = event.error ?? null;
      return;
  }
}

/** Ends the entries that an interruption left open. */
function stop(execution: Execution, at: string): void {
  if (execution.status !== 'running') return;
  execution.status = 'stopped';
  execution.durationMs = elapsed(execution.startedAt, at);
  for (const action of execution.stages.flatMap(({ actions }) => actions)) {
    if (action.status !== 'running') continue;
    action.status = 'stopped';
    action.durationMs = elapsed(action.startedAt ?? at, at);
  }
}

function emptyReport(repository: string, commit: string, startedAt: string): Report {
  return {
    version: 3,
    outcome: null,
    error: null,
    commit,
    repository,
    startedAt,
    durationMs: 0,
    from: null,
    notices: [],
    faults: [],
    preparations: [],
    executions: [],
    restarts: [],
    resources: { emulated: [], recorded: [], droppedProperties: [] },
    permissions: { allowed: 0, denied: [], newGrants: [] },
    endpoints: [],
    totals: { executions: 0, restarts: 0, actions: totalsByStatus([]), resources: 0 },
  };
}

function executionOf(
  event: Extract<RehearsalEvent, { readonly type: 'execution-started' }>,
): Execution {
  return {
    id: event.executionId,
    commit: event.commit,
    trigger: event.trigger,
    status: 'running',
    startedAt: event.at,
    durationMs: 0,
    error: null,
    supersededBy: null,
    stages: event.stages.map(({ name, actions }) => ({
      name,
      actions: actions.map((outline) => ({
        ...outline,
        status: 'not-run' as const,
        startedAt: null,
        durationMs: null,
        logPath: null,
        error: null,
        stack: null,
      })),
    })),
  };
}

function findAction(
  report: Report,
  ref: { readonly executionId: string; readonly stage: string; readonly action: string },
): Action | undefined {
  return report.executions
    .find(({ id }) => id === ref.executionId)
    ?.stages.find(({ name }) => name === ref.stage)
    ?.actions.find(({ name }) => name === ref.action);
}

function totalsOf(report: Report): Report['totals'] {
  const actions = report.executions.flatMap(({ stages }) => stages.flatMap((s) => s.actions));
  const { emulated, recorded } = report.resources;
  return {
    executions: report.executions.length,
    restarts: report.restarts.length,
    actions: totalsByStatus(actions),
    resources: [...emulated, ...recorded].reduce((sum, { count }) => sum + count, 0),
  };
}

function totalsByStatus(actions: readonly Action[]): Report['totals']['actions'] {
  const totals = {
    succeeded: 0,
    rejected: 0,
    expired: 0,
    failed: 0,
    stopped: 0,
    running: 0,
    'not-run': 0,
  };
  for (const { status } of actions) totals[status] += 1;
  return totals;
}

function elapsed(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}

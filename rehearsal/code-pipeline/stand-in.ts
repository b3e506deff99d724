import { substitute, UnknownVariable } from '../actions/variables';
import type { PipelineNews } from '../emulator/types';
import type { Emit, Trigger } from '../events';
import type { Action } from '../plan';
import type { ActionResult, Execution } from '../runner';
import { toldExecution } from './api-shapes';
import {
  configurationOf,
  stageStatus,
  type ExecutionRecord,
  type ExecutionStatus,
} from './execution-record';
import { actionChange, executionChange, stageChange, type StateChange } from './state-changes';

/** How executions end here, in CodePipeline's words. A restart comes of a changed definition. */
const ENDS = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  rejected: 'Failed',
  restarted: 'Cancelled',
  superseded: 'Superseded',
} as const satisfies Record<string, ExecutionStatus>;

/**
 * Plays CodePipeline towards the emulated cloud: remembers the executions that the runner runs, tells
 * them to CodePipeline's API there, and each change of state to EventBridge. In order, one by one.
 */
export class CodePipelineStandIn {
  readonly #triggers = new Map<string, Trigger>();
  readonly #records = new Map<string, ExecutionRecord>();
  #told: Promise<void> = Promise.resolve();

  constructor(
    private readonly tell: (news: PipelineNews) => Promise<void>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Listens to the runner for where an execution begins and ends. */
  hear(event: Parameters<Emit>[0]): void {
    if (event.type === 'execution-started') this.#triggers.set(event.executionId, event.trigger);
    if (event.type !== 'execution-ended') return;
    const record = this.#records.get(event.executionId);
    if (!record) return;
    const ended = this.#keep({ ...record, status: ENDS[event.status] });
    // Who waits for `settled` hears of a failure.
    void this.#tell(ended, [executionChange(ended)]).catch(() => undefined);
  }

  /** Performs an action between the news of its start and its end. */
  async during(
    action: Action,
    execution: Execution,
    perform: () => Promise<ActionResult>,
  ): Promise<ActionResult> {
    const id = crypto.randomUUID();
    await this.#starts(id, action, execution);
    let result: ActionResult;
    try {
      result = await perform();
    } catch (fault) {
      const error = fault instanceof Error ? fault.message : String(fault);
      await this.#ends(id, execution, { status: 'failed', error });
      throw fault;
    }
    await this.#ends(id, execution, result);
    return result;
  }

  /** Resolves when everything has been told; rejects when something could not be. */
  settled(): Promise<void> {
    return this.#told;
  }

  #starts(id: string, action: Action, execution: Execution): Promise<void> {
    const known = this.#records.get(execution.id);
    const before = known ?? this.#begin(execution);
    const configuration = configurationOf(action);
    const at = this.now();
    const run = {
      id,
      action,
      startedAt: at,
      changedAt: at,
      configuration,
      resolved: resolve(configuration, execution),
    };
    const record = this.#keep({ ...before, runs: [...before.runs, run] });
    const entered = stageStatus(before, action.stage) === undefined;
    return this.#tell(record, [
      ...(known ? [] : [executionChange(record)]),
      ...(entered ? [stageChange(record, action.stage, 'STARTED')] : []),
      actionChange(record, run),
    ]);
  }

  async #ends(id: string, execution: Execution, result: ActionResult): Promise<void> {
    const before = this.#records.get(execution.id);
    const started = before?.runs.find((run) => run.id === id);
    if (!before || !started || execution.signal.aborted) return;
    const run = { ...started, result, changedAt: this.now() };
    const runs = before.runs.map((other) => (other.id === id ? run : other));
    const record = this.#keep({ ...before, runs });
    const { stage } = run.action;
    const status = stageStatus(record, stage);
    await this.#tell(record, [
      actionChange(record, run),
      ...(status === 'Succeeded' ? [stageChange(record, stage, 'SUCCEEDED')] : []),
      ...(status === 'Failed' ? [stageChange(record, stage, 'FAILED')] : []),
    ]);
  }

  #begin({ id, plan, commit }: Execution): ExecutionRecord {
    const trigger = this.#triggers.get(id) ?? 'push';
    const at = this.now();
    return {
      id,
      plan,
      commit,
      trigger,
      startedAt: at,
      changedAt: at,
      status: 'InProgress',
      runs: [],
    };
  }

  #keep(record: ExecutionRecord): ExecutionRecord {
    const changed = { ...record, changedAt: this.now() };
    this.#records.set(record.id, changed);
    return changed;
  }

  #tell(record: ExecutionRecord, changes: readonly StateChange[]): Promise<void> {
    const { account, region, pipeline } = record.plan;
    const news = { account, region, pipeline, ...toldExecution(record), changes };
    this.#told = this.#told.then(() => this.tell(news));
    return this.#told;
  }
}

/** A variable that is not set fails the action itself, which says so. */
function resolve(configuration: Record<string, string>, { variables }: Execution) {
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => {
      try {
        return [name, substitute(value, variables)];
      } catch (error) {
        if (!(error instanceof UnknownVariable)) throw error;
        return [name, value];
      }
    }),
  );
}

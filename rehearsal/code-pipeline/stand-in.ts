import { substitute, UnknownVariable } from '../actions/variables';
import type { ExecutionReport } from '../emulator/control';
import type { S3Location } from '../runner/artifacts';
import type { Emit, Trigger } from '../events';
import type { Action } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { toldExecution } from './api-shapes';
import {
  configurationOf,
  stageStatus,
  type ArtifactPlace,
  type ExecutionRecord,
  type ExecutionStatus,
} from './execution-record';
import { outOfOrder } from './event-order';
import { actionChange, executionChange, stageChange, type StateChange } from './state-changes';

/** Ends of executions, in CodePipeline's words. A changed definition causes a restart. */
const ENDS = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  rejected: 'Failed',
  restarted: 'Cancelled',
  superseded: 'Superseded',
} as const satisfies Record<string, ExecutionStatus>;

export interface StandInPorts {
  readonly tell: (report: ExecutionReport) => Promise<void>;
  /** The place of an artifact that an action of this execution made. */
  readonly whereIs: (
    artifact: string,
    region: string,
    execution: Execution,
  ) => S3Location | undefined;
  /** Share of the events that come twice; none does without. */
  readonly twice?: number | undefined;
  /** Runs something after the longest delay of an event. */
  readonly afterLateness?: (act: () => void) => void;
}

const LATENESS_MS = 1000;

/**
 * Plays CodePipeline for the emulated cloud. It records the runner's executions and reports them to
 * CodePipeline's API there, in order. It sends each change of state to EventBridge as AWS does: out of
 * order, and sometimes a little late. It never reports something before it has happened.
 */
export class CodePipelineStandIn {
  readonly #triggers = new Map<string, Trigger>();
  readonly #records = new Map<string, ExecutionRecord>();
  /** Execution -> events that were not sent yet. */
  readonly #late = new Map<string, readonly StateChange[]>();
  #told: Promise<void> = Promise.resolve();

  constructor(private readonly ports: StandInPorts) {}

  /** Hears from the runner when an execution begins and ends. */
  hear(event: Parameters<Emit>[0]): void {
    if (event.type === 'execution-started') this.#triggers.set(event.executionId, event.trigger);
    if (event.type !== 'execution-ended') return;
    const record = this.#records.get(event.executionId);
    if (!record) return;
    const ended = this.#keep({ ...record, status: ENDS[event.status] });
    // `settled` rejects with a failure.
    void this.#tell(ended, [executionChange(ended)]).catch(() => undefined);
  }

  /** Performs an action, and reports its start and its end. */
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
      await this.#ends(id, action, execution, { status: 'failed', error });
      throw fault;
    }
    await this.#ends(id, action, execution, result);
    return result;
  }

  /** Resolves when everything was sent. Rejects if something could not be sent. */
  settled(): Promise<void> {
    for (const id of this.#late.keys()) this.#catchUp(id);
    return this.#told;
  }

  #starts(id: string, action: Action, execution: Execution): Promise<void> {
    const known = this.#records.get(execution.id);
    const before = known ?? this.#begin(execution);
    const configuration = configurationOf(action);
    const at = new Date();
    const run = {
      id,
      action,
      inputs: this.#places(action.inputs, action, execution),
      outputs: [],
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

  async #ends(
    id: string,
    action: Action,
    execution: Execution,
    result: ActionResult,
  ): Promise<void> {
    const before = this.#records.get(execution.id);
    const started = before?.runs.find((run) => run.id === id);
    if (!before || !started || execution.signal.aborted) return;
    const made = result.status === 'succeeded' ? action.outputs : [];
    const outputs = this.#places(made, action, execution);
    const run = { ...started, result, outputs, changedAt: new Date() };
    const runs = before.runs.map((other) => (other.id === id ? run : other));
    const record = this.#keep({ ...before, runs });
    const { stage } = action;
    const status = stageStatus(record, stage);
    await this.#tell(record, [
      actionChange(record, run),
      ...(status === 'Succeeded' ? [stageChange(record, stage, 'SUCCEEDED')] : []),
      ...(status === 'Failed' ? [stageChange(record, stage, 'FAILED')] : []),
    ]);
  }

  #begin({ id, plan, commit }: Execution): ExecutionRecord {
    const trigger = this.#triggers.get(id) ?? 'push';
    const at = new Date();
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
    const changed = { ...record, changedAt: new Date() };
    this.#records.set(record.id, changed);
    return changed;
  }

  #places(artifacts: readonly string[], action: Action, execution: Execution): ArtifactPlace[] {
    return artifacts.flatMap((name) => {
      const found = this.ports.whereIs(name, action.region, execution);
      return found ? [{ name, s3location: { bucket: found.Bucket, key: found.Key } }] : [];
    });
  }

  #tell(record: ExecutionRecord, happened: readonly StateChange[]): Promise<void> {
    const { id, status, commit, plan } = record;
    const before = this.#late.get(id) ?? [];
    const { changes, late } = outOfOrder(commit, before, happened, this.ports.twice);
    const isOver = status !== 'InProgress';
    this.#late.set(id, isOver ? [] : late);
    if (late.length > 0 && !isOver) {
      this.#afterLateness(() => {
        this.#catchUp(id);
      });
    }
    const { account, region, pipeline } = plan;
    const report = {
      account,
      region,
      pipeline,
      ...toldExecution(record),
      changes: isOver ? [...changes, ...late] : changes,
    };
    this.#told = this.#told.then(() => this.ports.tell(report));
    return this.#told;
  }

  /** `settled` rejects with a failure. */
  #catchUp(id: string): void {
    const record = this.#records.get(id);
    if (record && this.#late.get(id)?.length) void this.#tell(record, []).catch(() => undefined);
  }

  #afterLateness(act: () => void): void {
    const wait = this.ports.afterLateness ?? ((then) => setTimeout(then, LATENESS_MS).unref());
    wait(act);
  }
}

/** If a variable is not set, the action itself fails and says so. */
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

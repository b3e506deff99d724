import type { RehearsedApp } from '../app';
import { unlessAborted } from './abort';
import type { ActionResult, Execution } from './execution';
import type { Emit, Outcome, StageOutline, Trigger } from '../events';
import { actionsOf } from '../plan/stage';
import { reasonToSkip } from '../plan/entry-condition';
import {
  parsePlan,
  PlanError,
  type Action,
  type Definition,
  type Plan,
  type Stage,
} from '../plan/plan';
import { StageLocks, type Visitor } from './stage-locks';

/** What the runner needs from outside. */
export interface RunnerPorts {
  /** The pipeline as it is deployed now. */
  readonly definition: () => Promise<Definition>;
  readonly perform: (
    action: Action,
    execution: Execution,
    logPath: string,
  ) => Promise<ActionResult>;
  /** The differences between two definitions, one item each; empty if they are the same. */
  readonly differences: (before: Definition, after: Definition) => readonly string[];
  /** Role of an action, for reports. */
  readonly roleOf: (action: Action, plan: Plan) => Promise<string>;
  readonly logPath: (action: Action, executionNumber: number) => string;
  readonly emit: Emit;
  /** Says which permissions an update of the pipeline adds. It reads the variables of the action. */
  readonly noticeOfUpdate?: RehearsedApp['noticeOfUpdate'];
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** A commit that changes the pipeline this often does not stop by itself. */
const MUTATION_LIMIT = 3;

/** CDK Pipelines' name for the action that updates the pipeline. */
export const SELF_MUTATION = 'SelfMutate';

/** The result of a delivery. */
export interface DeliveryResult {
  readonly outcome: Outcome | 'superseded';
  /** The delivered commit. It is newer than the pushed one if there was a push before a restart. */
  readonly commit: string;
}

/**
 * Runs commits through the deployed pipeline, each in its own execution. Executions run side by side: each
 * stage has one at a time. An execution that changes the pipeline starts again from the source with the new
 * definition, as RestartExecutionOnUpdate does.
 */
export class Runner {
  readonly #locks = new StageLocks();
  #executions = 0;
  /** The newest pushed commit. A restart fetches it. */
  #pushed = '';
  constructor(private readonly ports: RunnerPorts) {}

  /** Runs one commit to its end, restarts included. */
  async deliver(pushed: string, trigger: Trigger): Promise<DeliveryResult> {
    const { emit } = this.ports;
    this.#pushed = pushed;
    let commit = pushed;
    let visitor = this.#visitor();
    let definition = await this.ports.definition();
    for (let restarts = 0, why = trigger; ; restarts += 1, why = 'restart') {
      const end = await this.#execute(commit, why, definition, visitor);
      const { executionId } = visitor;
      if (end.status !== 'restarted') {
        emit({ type: 'execution-ended', executionId, ...end });
        return { outcome: end.status, commit };
      }
      const differences = this.ports.differences(definition, end.definition);
      if (restarts + 1 === MUTATION_LIMIT) {
        const error = mutationLoop(differences);
        emit({ type: 'execution-ended', executionId, status: 'failed', error, differences });
        return { outcome: 'failed', commit };
      }
      emit({ type: 'execution-ended', executionId, status: 'restarted', differences });
      ({ definition } = end);
      commit = this.#pushed;
      visitor = this.#visitor();
    }
  }

  async #execute(
    commit: string,
    trigger: Trigger,
    definition: Definition,
    visitor: Visitor,
  ): Promise<ExecutionEnd> {
    const { emit, signal } = this.ports;
    const { executionId } = visitor;
    let plan: Plan;
    try {
      plan = parsePlan(definition);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      // The commit made a pipeline that cannot be rehearsed. The commit fails, and the rehearsal goes on.
      emit({ type: 'execution-started', executionId, commit, trigger, stages: [] });
      return { status: 'failed', error: error.message };
    }
    const stages = await Promise.all(plan.stages.map((stage) => this.#outline(stage, plan)));
    emit({ type: 'execution-started', executionId, commit, trigger, stages });
    for (const condition of plan.unrehearsed) {
      emit({ type: 'noticed', message: `not rehearsed: ${condition}` });
    }

    const variables = new Map<string, Readonly<Record<string, string>>>([
      ['codepipeline', { PipelineExecutionId: executionId }],
    ]);
    if (Object.keys(plan.variables).length > 0) variables.set('variables', plan.variables);
    const execution = { id: executionId, commit, plan, variables, signal };
    const run = { execution, variables, definition, number: visitor.number };
    for (const stage of plan.stages) {
      const by = await this.#enter(stage, visitor, plan);
      if (by) return { status: 'superseded', by: by.executionId };
      try {
        const end = await this.#pass(stage, run);
        if (end) return end;
      } finally {
        this.#locks.leave(stage.name);
      }
    }
    return { status: 'succeeded' };
  }

  /** Waits for the stage. @returns the execution that has superseded this one, if there is one */
  async #enter(stage: Stage, visitor: Visitor, plan: Plan): Promise<Visitor | undefined> {
    const { emit, signal } = this.ports;
    const behind = this.#locks.holderOf(stage.name)?.executionId;
    if (behind !== undefined) {
      const { executionId } = visitor;
      emit({ type: 'execution-waiting', executionId, stage: stage.name, behind });
    }
    const admission = this.#locks.enter(stage.name, visitor, plan.executionMode);
    const admitted = await unlessAborted(admission, signal);
    return admitted.entered ? undefined : admitted.by;
  }

  /** Performs a stage's actions. @returns the execution's end, if it ends there */
  async #pass(stage: Stage, run: Run): Promise<ExecutionEnd | undefined> {
    const { execution, variables, definition, number } = run;
    const skipped = reasonToSkip(stage.skippedUnless, variables);
    if (skipped !== undefined) {
      this.ports.emit({ type: 'noticed', message: `stage ${stage.name} is skipped, ${skipped}` });
      return undefined;
    }
    for (const group of stage.groups) {
      this.ports.signal.throwIfAborted();
      const results = await Promise.all(
        group.map((action) => this.#perform(action, execution, number)),
      );
      this.ports.signal.throwIfAborted();
      const failed = results.filter(({ status }) => status !== 'succeeded');
      if (failed.length > 0) {
        // Of a failure and a rejection, the failure counts.
        const rejected = failed.every(({ status }) => status === 'rejected');
        return { status: rejected ? 'rejected' : 'failed' };
      }
      results.forEach((result, index) => {
        const namespace = group[index]?.namespace;
        if (namespace !== undefined && result.status === 'succeeded') {
          variables.set(namespace, result.variables ?? {});
        }
      });
      if (!execution.plan.restartOnUpdate || !group.some(({ name }) => name === SELF_MUTATION)) {
        continue;
      }
      this.#tellGrants(execution, variables);
      const now = await this.ports.definition();
      if (this.ports.differences(definition, now).length > 0) {
        return { status: 'restarted', definition: now };
      }
    }
    return undefined;
  }

  /** Tells which permissions an update of the pipeline adds: perhaps nobody has approved them. */
  #tellGrants({ plan }: Execution, variables: Run['variables']): void {
    const update = actionsOf(plan).find(({ name }) => name === SELF_MUTATION);
    const message = this.ports.noticeOfUpdate?.(variables.get(update?.namespace ?? '') ?? {});
    if (message !== undefined) this.ports.emit({ type: 'noticed', message });
  }

  async #perform(action: Action, execution: Execution, number: number): Promise<ActionResult> {
    const { emit, signal } = this.ports;
    const ref = { executionId: execution.id, stage: action.stage, action: action.name };
    const logPath = this.ports.logPath(action, number);
    emit({ type: 'action-started', ...ref, ...(action.provider !== 'Manual' && { logPath }) });
    let result: ActionResult;
    try {
      result = await this.ports.perform(action, execution, logPath);
    } catch (fault) {
      result = {
        status: 'failed',
        error: fault instanceof Error ? fault.message : String(fault),
      };
    }
    if (signal.aborted) emit({ type: 'action-ended', ...ref, status: 'stopped' });
    else {
      emit({
        type: 'action-ended',
        ...ref,
        status: result.status,
        ...(result.status !== 'succeeded' && { error: result.error }),
        ...(result.status === 'succeeded' && result.stack && { stack: result.stack }),
      });
    }
    return result;
  }

  #visitor(): Visitor {
    return { executionId: this.ports.newId(), number: (this.#executions += 1) };
  }

  async #outline(stage: Stage, plan: Plan): Promise<StageOutline> {
    const actions = stage.groups.flat().map(async (action) => ({
      name: action.name,
      provider: action.provider,
      account: action.account,
      region: action.region,
      runOrder: action.runOrder,
      role: await this.ports.roleOf(action, plan),
    }));
    return { name: stage.name, actions: await Promise.all(actions) };
  }
}

/** A running execution. */
interface Run {
  readonly execution: Execution;
  /** Those of {@link execution}. Each action adds its own. */
  readonly variables: Map<string, Readonly<Record<string, string>>>;
  /** The pipeline when the execution started. */
  readonly definition: Definition;
  readonly number: number;
}

type ExecutionEnd =
  | { readonly status: Outcome; readonly error?: string }
  | { readonly status: 'superseded'; readonly by: string }
  | { readonly status: 'restarted'; readonly definition: Definition };

function mutationLoop(differences: readonly string[]): string {
  return [
    `Mutation loop: the pipeline has changed itself ${MUTATION_LIMIT} times in a row for one commit.`,
    'Two synths of one commit must be the same: look for dates, random names, unsorted directory reads and lookups. What differs:',
    ...differences.map((difference) => `  ${difference}`),
  ].join('\n');
}

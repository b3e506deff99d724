import type { Emit, Outcome, StageOutline, Trigger } from './events';
import { parsePlan, PlanError, type Action, type Definition, type Plan, type Stage } from './plan';
import type { Variables } from './actions/variables';

/** How an action came out. Anything else that it throws is a fault of the rehearsal. */
export type ActionResult =
  | { readonly status: 'succeeded'; readonly variables?: Readonly<Record<string, string>> }
  | { readonly status: 'rejected' | 'failed'; readonly error: string };

/** One run of the pipeline for one commit, as its actions see it. */
export interface Execution {
  readonly id: string;
  readonly commit: string;
  readonly plan: Plan;
  readonly variables: Variables;
  /** Aborted when the rehearsal ends. */
  readonly signal: AbortSignal;
}

/** What the runner needs from outside. */
export interface RunnerPorts {
  /** The pipeline as it is deployed now. */
  readonly definition: () => Promise<Definition>;
  readonly perform: (
    action: Action,
    execution: Execution,
    logPath: string,
  ) => Promise<ActionResult>;
  /** What has changed from one definition to the next, one item each; empty when nothing has. */
  readonly differences: (before: Definition, after: Definition) => readonly string[];
  /** The role that an action works under, for the reader. */
  readonly roleOf: (action: Action, plan: Plan) => Promise<string>;
  readonly logPath: (action: Action, executionNumber: number) => string;
  readonly emit: Emit;
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** An execution that restarts itself this often in a row will not stop by itself. */
export const RESTART_LIMIT = 3;

/**
 * Takes commits through the deployed pipeline, one at a time. A change of the pipeline by its own
 * execution restarts it from the source with the new definition, as RestartExecutionOnUpdate does.
 */
export class Runner {
  #executions = 0;
  constructor(private readonly ports: RunnerPorts) {}

  /** Runs one commit to its end, restarts included. */
  async deliver(commit: string, trigger: Trigger): Promise<Outcome> {
    const { emit } = this.ports;
    let definition = await this.ports.definition();
    for (let restarts = 0, why = trigger; ; restarts += 1, why = 'restart') {
      const end = await this.#execute(commit, why, definition);
      const { executionId } = end;
      if (end.status !== 'restarted') {
        emit({ type: 'execution-ended', ...end });
        return end.status;
      }
      const differences = this.ports.differences(definition, end.definition);
      if (restarts + 1 === RESTART_LIMIT) {
        const error = mutationLoop(differences);
        emit({ type: 'execution-ended', executionId, status: 'failed', error, differences });
        return 'failed';
      }
      emit({ type: 'execution-ended', executionId, status: 'restarted', differences });
      definition = end.definition;
    }
  }

  async #execute(commit: string, trigger: Trigger, definition: Definition): Promise<ExecutionEnd> {
    const { emit, signal } = this.ports;
    const executionId = this.ports.newId();
    const number = (this.#executions += 1);
    let plan: Plan;
    try {
      plan = parsePlan(definition);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      // A commit has made the pipeline what we cannot run: that commit's failure, not our end.
      emit({ type: 'execution-started', executionId, commit, trigger, stages: [] });
      return { executionId, status: 'failed', error: error.message };
    }
    const stages = await Promise.all(plan.stages.map((stage) => this.#outline(stage, plan)));
    emit({ type: 'execution-started', executionId, commit, trigger, stages });
    for (const condition of plan.unrehearsed) {
      emit({ type: 'noticed', message: `not rehearsed: ${condition}` });
    }

    const variables = new Map<string, Readonly<Record<string, string>>>([
      ['codepipeline', { PipelineExecutionId: executionId }],
    ]);
    const execution = { id: executionId, commit, plan, variables, signal };
    for (const group of plan.stages.flatMap((stage) => stage.groups)) {
      const results = await Promise.all(
        group.map((action) => this.#perform(action, execution, number)),
      );
      signal.throwIfAborted();
      const failed = results.find(({ status }) => status !== 'succeeded');
      if (failed && failed.status !== 'succeeded') {
        // A failure beside a rejection is the news.
        const worst = results.find(({ status }) => status === 'failed') ?? failed;
        return { executionId, status: worst.status === 'failed' ? 'failed' : 'rejected' };
      }
      results.forEach((result, index) => {
        const namespace = group[index]?.namespace;
        if (namespace !== undefined && result.status === 'succeeded') {
          variables.set(namespace, result.variables ?? {});
        }
      });
      if (!plan.restartOnUpdate) continue;
      const now = await this.ports.definition();
      if (this.ports.differences(definition, now).length > 0) {
        return { executionId, status: 'restarted', definition: now };
      }
    }
    return { executionId, status: 'succeeded' };
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
      });
    }
    return result;
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

type ExecutionEnd = { readonly executionId: string } & (
  | { readonly status: Outcome; readonly error?: string }
  | { readonly status: 'restarted'; readonly definition: Definition }
);

function mutationLoop(differences: readonly string[]): string {
  return [
    `Mutation loop: the pipeline has changed itself ${RESTART_LIMIT} times in a row for one commit.`,
    'Two synths of one commit must be the same: look for dates, random names, unsorted directory reads and lookups. What differs:',
    ...differences.map((difference) => `  ${difference}`),
  ].join('\n');
}

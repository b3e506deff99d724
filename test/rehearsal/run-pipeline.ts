import { CodePipelineStandIn } from '../../rehearsal/code-pipeline/stand-in';
import { definitionDifferences } from '../../rehearsal/plan/definition-differences';
import type { ExecutionReport } from '../../rehearsal/emulator/control';
import type { Trigger } from '../../rehearsal/events';
import type { Definition } from '../../rehearsal/plan/plan';
import { Runner } from '../../rehearsal/runner/runner';
import type { ActionResult } from '../../rehearsal/runner/execution';

export interface PipelineRun {
  /** What is deployed; a function sees how many actions have run. */
  readonly deployed: Definition | ((performed: number) => Definition);
  readonly perform?: (name: string) => Partial<ActionResult> | Promise<Partial<ActionResult>>;
  readonly tell: (report: ExecutionReport) => Promise<void>;
  /** What waits as long as an event may be late, where that is not to be a matter of time. */
  readonly afterLateness?: (act: () => void) => void;
  /** Share of the events that come twice. */
  readonly twice?: number;
  readonly trigger?: Trigger;
  readonly commit?: string;
}

/** Runs a pipeline that the stand-in of CodePipeline reports. Executions are called `<commit>-<number>`. */
export async function runPipeline(run: PipelineRun) {
  const { deployed, perform, trigger = 'push', commit = 'c0ffee' } = run;
  const standIn = new CodePipelineStandIn({
    tell: run.tell,
    whereIs: (artifact) => ({ Bucket: 'artifacts', Key: `waypost/${artifact}/c0ffee` }),
    ...(run.twice !== undefined && { twice: run.twice }),
    ...(run.afterLateness && { afterLateness: run.afterLateness }),
  });
  let performed = 0;
  let executions = 0;
  const runner = new Runner({
    definition: () =>
      Promise.resolve(typeof deployed === 'function' ? deployed(performed) : deployed),
    differences: definitionDifferences,
    perform: (action, execution) =>
      standIn.during(action, execution, async () => {
        performed += 1;
        const result = await perform?.(action.name);
        return { status: 'succeeded', ...result } as ActionResult;
      }),
    roleOf: (action, plan) => Promise.resolve(action.roleArn ?? plan.roleArn),
    logPath: (action) => action.name,
    emit: (event) => {
      standIn.hear(event);
    },
    newId: () => `${commit}-${(executions += 1)}`,
    signal: new AbortController().signal,
  });
  await runner.deliver(commit, trigger);
  await standIn.settled();
}

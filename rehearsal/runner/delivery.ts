import { join } from 'node:path';
import type { RehearsedApp } from '../app';
import type { ActionHost } from '../actions/host';
import { perform } from '../actions/perform';
import { Artifacts } from './artifacts';
import type { Cloud } from '../emulator/cloud';
import { projectOf } from '../actions/codebuild';
import { CodePipelineStandIn } from '../code-pipeline/stand-in';
import { definitionDifferences } from '../plan/definition-differences';
import type { Emit, Trigger } from '../events';
import { place, type Fault } from '../faults/fault';
import { PlantedFaults } from '../faults/planted-faults';
import { knownPlan, parsePlan, type Action, type Plan } from '../plan/plan';
import { deliveryHost, type HostContext } from './delivery-host';
import { recordsOfUnknown } from './recorded-unknown';
import { Runner } from './runner';
import type { Execution } from './execution';
import { assertSources } from '../workspace/other-sources';

export interface DeliveryContext extends HostContext {
  readonly noticeOfUpdate?: RehearsedApp['noticeOfUpdate'];
  /** Share of the pipeline's events that arrive twice. */
  readonly eventsTwice?: number | undefined;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export interface Delivering {
  /**
   * Delivers as the runner does, with faults that happen once each.
   * @throws {FaultError} before it begins, for a fault whose target the pipeline does not have
   */
  deliver(
    commit: string,
    trigger: Trigger,
    faults?: readonly Fault[],
  ): ReturnType<Runner['deliver']>;
}

/** A runner whose actions work in the emulated cloud and in the run's own folders. */
export function makeRunner(context: DeliveryContext): Delivering {
  const { cloud, workspace } = context;
  let planted: PlantedFaults | undefined;
  const artifacts = new Map<string, Artifacts>();
  const artifactsOf = ({ id, plan }: Execution) => {
    const found = artifacts.get(id) ?? new Artifacts(cloud, plan, id, workspace.artifacts);
    artifacts.set(id, found);
    return found;
  };
  const codePipeline = new CodePipelineStandIn({
    twice: context.eventsTwice,
    tell: (report) => cloud.emulator.reportExecution(report),
    whereIs: (artifact, region, execution) => artifactsOf(execution).whereIs(artifact, region),
  });
  const emit: Emit = (event) => {
    context.emit(event);
    codePipeline.hear(event);
  };
  const host = deliveryHost(context, artifactsOf, emit);
  const plant = async (faults: readonly Fault[], commit: string) => {
    const plan = parsePlan(await context.definition());
    const placed = faults.map((fault) => place(fault, plan));
    planted = new PlantedFaults(placed, commit, { ...context, emulator: cloud.emulator });
    await planted.plant();
    return planted;
  };
  const runner = new Runner({
    definition: context.definition,
    differences: definitionDifferences,
    perform: (action, execution, logPath) =>
      codePipeline.during(action, execution, () => {
        const performWith = (using: ActionHost) => perform(action, execution, logPath, using);
        const performed =
          planted?.during(action, execution, host, performWith) ?? performWith(host);
        // An approval writes no files, and may never get an answer.
        return action.provider === 'Manual' ? performed : workspace.during(performed);
      }),
    roleOf: (action, plan) => workingRole(action, plan, cloud),
    logPath: ({ stage, name }, number) =>
      join(workspace.logs, `${number}-${stage}-${name}.log`.replace(/[^\w.-]/g, '_')),
    emit,
    ...(context.noticeOfUpdate && { noticeOfUpdate: context.noticeOfUpdate }),
    newId: () => crypto.randomUUID(),
    signal: context.signal,
  });
  return {
    async deliver(commit, trigger, faults = []) {
      const breaking = faults.length === 0 ? undefined : await plant(faults, commit);
      try {
        if (host.otherSources.size > 0) {
          const plan = knownPlan(await context.definition());
          if (plan) assertSources(host.otherSources, plan);
        }
        const delivery = await runner.deliver(commit, trigger);
        await codePipeline.settled();
        const records = recordsOfUnknown(await cloud.emulator.resources());
        if (records !== undefined) emit({ type: 'noticed', message: records });
        return delivery;
      } finally {
        await breaking?.lift();
      }
    },
  };
}

/** A build works under its project's role. The action's role only starts it. */
async function workingRole(action: Action, plan: Plan, cloud: Cloud): Promise<string> {
  const project = action.provider === 'CodeBuild' ? await projectOf(action, cloud) : undefined;
  return project?.serviceRole ?? action.roleArn ?? plan.roleArn;
}

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RehearsedApp } from '../app';
import type { ApprovalAnswer } from '../actions/approval-request';
import type { ActionHost } from '../actions/host';
import { perform } from '../actions/perform';
import { Artifacts } from './artifacts';
import type { Cloud } from '../emulator/cloud';
import type { AskedApproval } from '../emulator/control';
import type { Emulator } from '../emulator/emulator';
import { projectOf } from '../actions/codebuild';
import { CodePipelineStandIn } from '../code-pipeline/stand-in';
import { definitionDifferences } from '../plan/definition-differences';
import type { ProvisionedResource } from '../emulator/inventory';
import type { Emit, Trigger } from '../events';
import { place, type Fault } from '../faults/fault';
import { PlantedFaults } from '../faults/planted-faults';
import { knownPlan, parsePlan, type Action, type Definition, type Plan } from '../plan/plan';
import type { Processes } from '../processes/processes';
import { Runner } from './runner';
import type { Execution } from './execution';
import type { Sleep } from './sleep';
import { assertSources } from '../workspace/other-sources';
import type { Workspace } from '../workspace/workspace';

export interface DeliveryContext {
  readonly cloud: Cloud;
  readonly workspace: Workspace;
  readonly processes: Processes;
  /** Environment of every build, without credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly definition: () => Promise<Definition>;
  /** Repositories on this machine that stand for other sources than the rehearsed one, by the name of their action. */
  readonly otherSources?: ReadonlyMap<string, string>;
  readonly approve: ActionHost['approve'];
  readonly sleep: Sleep;
  readonly limits: ActionHost['limits'];
  readonly console: ActionHost['console'];
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
    ...(context.eventsTwice !== undefined && { twice: context.eventsTwice }),
    tell: (report) => cloud.emulator.reportExecution(report),
    whereIs: (artifact, region, execution) => artifactsOf(execution).whereIs(artifact, region),
  });
  const emit: Emit = (event) => {
    context.emit(event);
    codePipeline.hear(event);
  };
  const host: ActionHost = {
    cloud,
    processes: context.processes,
    origin: workspace.origin,
    otherSources: context.otherSources ?? new Map<string, string>(),
    builds: workspace.builds,
    scratch: workspace.artifacts,
    environment: context.environment,
    sleep: context.sleep,
    limits: context.limits,
    console: context.console,
    artifactsOf,
    discard: (folder) => {
      void workspace.discard(folder).then((left) => {
        if (left === undefined) return;
        emit({ type: 'noticed', message: `${folder} is left behind: ${left}` });
      });
    },
    progress: ({ stage, name }, { id }, detail) => {
      emit({ type: 'action-progress', executionId: id, stage, action: name, detail });
    },
    notice: (message) => {
      emit({ type: 'noticed', message });
    },
    approve: async (request, signal) => {
      const { executionId, stage, action } = request;
      const ref = { executionId, stage, action };
      emit({ type: 'approval-asked', ...ref, request });
      const over = new AbortController();
      const asking = AbortSignal.any([signal, over.signal]);
      const { name: pipeline, account, region } = await context.definition();
      const asked = { ...ref, pipeline, account, region };
      const answer = await Promise.race([
        context.approve(request, asking),
        answerByCall(asked, cloud.emulator, asking),
      ]).finally(() => {
        over.abort();
      });
      const { approved, by = 'option', comment } = answer;
      emit({
        type: 'approval-answered',
        ...ref,
        approved,
        by,
        ...(comment !== undefined && { comment }),
      });
      return answer;
    },
  };
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

/** Names the resources that stand in stacks and do nothing because of --record-unknown, by type. */
export function recordsOfUnknown(resources: readonly ProvisionedResource[]): string | undefined {
  const stacks = new Map<string, string[]>();
  for (const { type, stack, unknown } of resources) {
    if (unknown) stacks.set(type, [...(stacks.get(type) ?? []), stack]);
  }
  if (stacks.size === 0) return undefined;
  const lines = [...stacks]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, of]) => `- ${type}: ${of.length}, in ${[...new Set(of)].join(', ')}`);
  return ['recorded because of --record-unknown; they do nothing here:', ...lines].join('\n');
}

const ANSWER_POLL_MS = 250;

/** Waits until somebody answers by CodePipeline's API, as the check of permissions of CDK Pipelines does. */
async function answerByCall(
  asked: AskedApproval,
  emulator: Pick<Emulator, 'approvalAnswer'>,
  signal: AbortSignal,
): Promise<ApprovalAnswer> {
  for (;;) {
    const answer = await emulator.approvalAnswer(asked);
    if (answer) {
      const { approved, summary: comment } = answer;
      return approved
        ? { approved, by: 'call', comment }
        : { approved, by: 'call', comment, reason: comment };
    }
    await delay(ANSWER_POLL_MS, undefined, { signal });
  }
}

/** A build works under its project's role. The action's role only starts it. */
async function workingRole(action: Action, plan: Plan, cloud: Cloud): Promise<string> {
  const project = action.provider === 'CodeBuild' ? await projectOf(action, cloud) : undefined;
  return project?.serviceRole ?? action.roleArn ?? plan.roleArn;
}

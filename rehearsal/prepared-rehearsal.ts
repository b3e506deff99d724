import type { Cloud } from './emulator/cloud';
import { summarize } from './emulator/coverage';
import type { ProvisionedResource } from './emulator/inventory';
import type { PermissionUse } from './console/cloud/views';
import { summarizePermissions } from './report/permission-summary';
import { causeOf } from './emulator/emulator-gone';
import type { Emit, Outcome, Trigger } from './events';
import type { Fault } from './faults/fault';
import type { RehearsedApp } from './app';
import { knownPlan, type Definition, type Plan } from './plan/plan';
import { reasonNotToStart } from './plan/triggers';
import { unlessAborted } from './runner/abort';
import type { Delivering } from './runner/delivery';
import type { Workspace } from './workspace/workspace';

const NO_LINKS = { endpoints: [], commands: {} };

/** A rehearsal whose pipeline is deployed and takes commits. */
export class PreparedRehearsal {
  readonly #named = new Set<string>();

  constructor(
    private readonly parts: {
      readonly cloud: Cloud;
      readonly workspace: Workspace;
      readonly app: RehearsedApp;
      readonly definition: () => Promise<Definition>;
      readonly runner: Delivering;
      readonly trigger: Trigger;
      readonly emit: Emit;
      /** What permissions did in the rehearsal so far. */
      readonly permissions: () => Promise<PermissionUse>;
      /** Aborted when the rehearsal ends. */
      readonly signal: AbortSignal;
    },
  ) {}

  /** Where the emulator answers. */
  get endpoint(): string {
    return this.parts.cloud.emulator.endpoint;
  }

  /** What the first commit is to its pipeline. */
  get trigger(): Trigger {
    return this.parts.trigger;
  }

  /**
   * Delivers a commit of the pipeline's branch through the pipeline.
   * @param faults faults to plant in it. Each happens once
   * @throws {FaultError} for a fault whose target the pipeline does not have
   */
  async deliver(
    pushed: string,
    trigger: Trigger,
    faults: readonly Fault[] = [],
  ): Promise<Outcome | 'superseded'> {
    const { runner, cloud, emit, signal } = this.parts;
    try {
      const delivery = runner.deliver(pushed, trigger, faults);
      const { outcome, commit } = await unlessAborted(delivery, signal);
      // The execution that supersedes it reports what was delivered.
      if (outcome === 'superseded') return outcome;
      const found = await cloud.emulator.resources();
      const plan = await this.#knownPlan();
      if (outcome === 'succeeded' && plan) await this.#nameLeftBehind(found, plan);
      const resources = summarize(found);
      const permissions = summarizePermissions(await this.parts.permissions());
      const links = plan ? await this.parts.app.links(plan, cloud) : NO_LINKS;
      emit({ type: 'delivered', outcome, commit, resources, permissions, ...links });
      return outcome;
    } catch (fault) {
      throw await causeOf(fault, signal, cloud.emulator);
    }
  }

  /** Puts a commit on the branch that the pipeline watches. */
  async push(commit: string): Promise<void> {
    await this.parts.workspace.publish(commit, this.parts.app.branch);
  }

  /** Why a push of these files starts no execution; `undefined` when it starts one. */
  async reasonNotToStart(files: readonly string[]): Promise<string | undefined> {
    const plan = await this.#knownPlan();
    if (!plan) return undefined;
    return reasonNotToStart(
      { branch: this.parts.app.branch, files },
      plan.pushFilters,
      plan.sources,
    );
  }

  /** Reports each stack only once. */
  async #nameLeftBehind(resources: readonly ProvisionedResource[], plan: Plan): Promise<void> {
    const { app, cloud, emit } = this.parts;
    for (const message of (await app.leftBehind?.(resources, plan, cloud)) ?? []) {
      if (this.#named.has(message)) continue;
      this.#named.add(message);
      emit({ type: 'noticed', message });
    }
  }

  async #knownPlan(): Promise<Plan | undefined> {
    return knownPlan(await this.parts.definition());
  }
}

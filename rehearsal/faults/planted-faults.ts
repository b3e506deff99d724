import { setTimeout as delay } from 'node:timers/promises';
import type { ActionHost } from '../actions/host';
import { withKill } from '../actions/killed-build';
import { Cloud, type Credentials } from '../emulator/cloud';
import type { Emit } from '../events';
import type { Action } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { labelOf, nameOf, type Placed } from './fault';

/** Additional time of a delayed action or call. */
export const DELAY_MS = 60_000;
const POLL_MS = 100;

export interface FaultPorts {
  readonly emulator: Pick<Cloud['emulator'], 'plantFault' | 'faultMetBy' | 'liftFault'>;
  readonly sleep: ActionHost['sleep'];
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

type Perform = (host: ActionHost) => Promise<ActionResult>;

/**
 * The faults of one delivery. Each happens once. The emulator breaks calls to AWS, this class breaks actions.
 * Every effect says that it was planted.
 */
export class PlantedFaults {
  readonly #unmet: Placed[];
  readonly #over = new AbortController();
  readonly #watches: Promise<void>[] = [];

  constructor(
    faults: readonly Placed[],
    private readonly commit: string,
    private readonly ports: FaultPorts,
  ) {
    this.#unmet = [...faults];
  }

  /** Breaks a service's call. An action breaks when it is performed. */
  async plant(): Promise<void> {
    for (const placed of this.#unmet) {
      const { target, kind } = placed.fault;
      this.ports.emit({ type: 'fault', target, kind, status: 'planted' });
      if (!('service' in placed)) continue;
      const id = crypto.randomUUID();
      const label = labelOf(placed.fault);
      await this.ports.emulator.plantFault({ id, label, kind, service: placed.service });
      const watch = this.#watch(id, placed);
      this.#watches.push(watch);
      // `lift` reports its failure.
      watch.catch(() => undefined);
    }
  }

  /** Removes faults that did not happen, and says so. */
  async lift(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#watches);
    if (this.ports.signal.aborted) return;
    for (const { fault } of this.#unmet.splice(0)) {
      this.ports.emit({ type: 'fault', ...fault, status: 'not-met' });
    }
  }

  /** Performs an action, and breaks it if a fault is planted there. */
  async during(
    action: Action,
    execution: Execution,
    host: ActionHost,
    perform: Perform,
  ): Promise<ActionResult> {
    const placed = this.#unmet.find(
      (one) => 'action' in one && nameOf(one.action) === nameOf(action),
    );
    if (!placed || execution.commit !== this.commit) return perform(host);
    const result = await this.#broken(placed, action, execution, host, perform);
    if (result.status === 'succeeded') return result;
    return {
      ...result,
      error: `planted by --break ${labelOf(placed.fault)}, no real fault: ${result.error}`,
    };
  }

  async #broken(
    placed: Placed,
    action: Action,
    execution: Execution,
    host: ActionHost,
    perform: Perform,
  ): Promise<ActionResult> {
    const { kind } = placed.fault;
    switch (kind) {
      case 'fail':
        this.#meet(placed, 'it was not performed');
        return { status: 'failed', error: `${nameOf(action)} was not performed` };
      case 'delay':
        this.#meet(placed, `it begins ${DELAY_MS / 1000} s late`);
        await host.sleep(DELAY_MS, execution.signal);
        return perform(host);
      case 'kill':
        if (action.provider !== 'CodeBuild') break;
        this.#meet(placed, 'its process was killed');
        return perform({ ...host, specToRun: withKill });
      case 'deny':
      case 'throttle':
    }
    const id = crypto.randomUUID();
    const { emulator } = this.ports;
    const cloud = new TellingCloud(host.cloud, ({ accessKeyId }) =>
      emulator.plantFault({ id, label: labelOf(placed.fault), kind, accessKeyId }),
    );
    try {
      return await failing(perform({ ...host, cloud }));
    } finally {
      const call = await emulator.faultMetBy(id);
      if (call !== undefined) this.#meet(placed, call);
      await emulator.liftFault(id);
    }
  }

  /** Waits until a service's fault happens. A held call continues after the delay. */
  async #watch(id: string, placed: Placed): Promise<void> {
    const { emulator, sleep } = this.ports;
    const signal = AbortSignal.any([this.#over.signal, this.ports.signal]);
    try {
      let call = await emulator.faultMetBy(id);
      while (call === undefined && !signal.aborted) {
        await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
        call = await emulator.faultMetBy(id);
      }
      if (call !== undefined) this.#meet(placed, call);
      if (placed.fault.kind === 'delay' && !signal.aborted) await sleep(DELAY_MS, signal);
    } catch (error) {
      // The wait was cut off, or the emulator has ended with the rehearsal.
      if (!signal.aborted) throw error;
    }
    // A held call would never end.
    if (!this.ports.signal.aborted) await emulator.liftFault(id);
  }

  #meet(placed: Placed, detail: string): void {
    this.#unmet.splice(this.#unmet.indexOf(placed), 1);
    this.ports.emit({ type: 'fault', ...placed.fault, status: 'met', detail });
  }
}

/** Reports the role of an action before the action gets it. */
class TellingCloud extends Cloud {
  constructor(
    { emulator, requestLimitMs }: Cloud,
    private readonly tell: (role: Credentials) => Promise<void>,
  ) {
    super(emulator, requestLimitMs);
  }

  override async actionRole(...args: Parameters<Cloud['actionRole']>): Promise<Credentials> {
    const role = await super.actionRole(...args);
    await this.tell(role);
    return role;
  }
}

/** A refused call throws. That is a failure of the action, not of the rehearsal. */
async function failing(result: Promise<ActionResult>): Promise<ActionResult> {
  try {
    return await result;
  } catch (fault) {
    return { status: 'failed', error: fault instanceof Error ? fault.message : String(fault) };
  }
}

import type { Outcome, Trigger } from '../events';
import type { Fault } from '../faults/fault';
import type { PreparedRehearsal } from '../prepared-rehearsal';

/** Deliveries of several commits at the same time. */
export class Deliveries {
  readonly #underway = new Set<Promise<void>>();
  readonly #fault = new AbortController();
  #started = 0;
  #newest: { readonly number: number; readonly outcome: Outcome } = {
    number: 0,
    outcome: 'failed',
  };

  constructor(private readonly rehearsal: Pick<PreparedRehearsal, 'deliver'>) {}

  /** Aborted when a delivery ends with a fault of the rehearsal. The reason is the fault. */
  get fault(): AbortSignal {
    return this.#fault.signal;
  }

  /** @param faults the faults to plant in it */
  start(commit: string, trigger: Trigger, faults: readonly Fault[] = []): void {
    const delivery = this.#deliver(commit, trigger, (this.#started += 1), faults);
    this.#underway.add(delivery);
    delivery.then(
      () => this.#underway.delete(delivery),
      // It stays in the set, so that `outcome` throws.
      (reason: unknown) => {
        this.#fault.abort(reason);
      },
    );
  }

  /**
   * The outcome of the newest commit that was not superseded. Resolves when no delivery is running.
   * @throws the fault of a delivery that did not end
   */
  async outcome(): Promise<Outcome> {
    await Promise.all(this.#underway);
    return this.#newest.outcome;
  }

  async #deliver(
    commit: string,
    trigger: Trigger,
    number: number,
    faults: readonly Fault[],
  ): Promise<void> {
    const outcome = await this.rehearsal.deliver(commit, trigger, faults);
    if (outcome !== 'superseded' && number > this.#newest.number) {
      this.#newest = { number, outcome };
    }
  }
}

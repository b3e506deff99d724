import type { Outcome, Trigger } from '../events';
import type { Fault } from '../faults/fault';
import type { PreparedRehearsal } from '../prepared-rehearsal';

/** Commits on their way through the pipeline, side by side. */
export class Deliveries {
  readonly #underway = new Set<Promise<void>>();
  readonly #fault = new AbortController();
  #started = 0;
  #newest: { readonly number: number; readonly outcome: Outcome } = {
    number: 0,
    outcome: 'failed',
  };

  constructor(private readonly rehearsal: Pick<PreparedRehearsal, 'deliver'>) {}

  /** Aborted when a delivery ends with a fault of the rehearsal, for this reason. */
  get fault(): AbortSignal {
    return this.#fault.signal;
  }

  /** @param faults what breaks in it */
  start(commit: string, trigger: Trigger, faults: readonly Fault[] = []): void {
    const delivery = this.#deliver(commit, trigger, (this.#started += 1), faults);
    this.#underway.add(delivery);
    delivery.then(
      () => this.#underway.delete(delivery),
      // It stays, for `outcome` to throw.
      (reason: unknown) => {
        this.#fault.abort(reason);
      },
    );
  }

  /**
   * How the newest commit came out that was not superseded, when nothing is on its way any more.
   * @throws the fault of a delivery that came to no end
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

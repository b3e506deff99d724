import type { ApprovalAnswer } from '../actions/approval-request';
import type { ActionHost } from '../actions/host';
import { unlessAborted } from '../runner/abort';
import { keyOf, type ActionRef } from '../events';

type Approve = ActionHost['approve'];

/** Open questions. The console answers them by name. */
export class ApprovalDesk {
  readonly #open = new Map<string, (answer: ApprovalAnswer) => void>();

  readonly ask: Approve = async (request, signal) => {
    const key = keyOf(request);
    const answer = new Promise<ApprovalAnswer>((resolve) => this.#open.set(key, resolve));
    try {
      return await unlessAborted(answer, signal);
    } finally {
      this.#open.delete(key);
    }
  };

  /** @returns whether the question was open: an earlier answer, or the end of its time, closes it */
  answer(ref: ActionRef, answer: ApprovalAnswer): boolean {
    const give = this.#open.get(keyOf(ref));
    this.#open.delete(keyOf(ref));
    give?.(answer);
    return give !== undefined;
  }
}

/**
 * Asks one question in several places at once. The first answer counts, and withdraws the question from the
 * others. If one place cannot ask (a closed input), the others still can.
 */
export function firstAnswer(askers: readonly Approve[]): Approve {
  return async (request, signal) => {
    const over = new AbortController();
    const each = AbortSignal.any([signal, over.signal]);
    const asked = askers.map((ask) => ask(request, each));
    try {
      return await Promise.any(asked);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof AggregateError ? error.errors[0] : error;
    } finally {
      over.abort(new Error('Somebody else has answered'));
      // Later text comes after the question was withdrawn.
      await Promise.allSettled(asked);
    }
  };
}

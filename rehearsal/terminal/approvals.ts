import type { ApprovalAnswer } from '../actions/approval-request';
import type { ActionHost } from '../actions/host';
import { unlessAborted } from '../runner/abort';
import { keyOf, type ActionRef } from '../events';

type Approve = ActionHost['approve'];

/** Questions that are answered by name, as the console does it. */
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

  /** @returns whether the question was open; an earlier answer, or the end of its time, closes it */
  answer(ref: ActionRef, answer: ApprovalAnswer): boolean {
    const give = this.#open.get(keyOf(ref));
    this.#open.delete(keyOf(ref));
    give?.(answer);
    return give !== undefined;
  }
}

/**
 * Puts one question to several at once. The first answer counts, and takes the question back from the
 * others. One of them that cannot be asked (a closed input) leaves it to the others.
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
      // What is told next comes behind a question that has been taken back.
      await Promise.allSettled(asked);
    }
  };
}

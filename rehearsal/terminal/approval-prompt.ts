import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { unlessAborted } from '../runner/abort';
import type { ApprovalAnswer, ApprovalRequest } from '../actions/approval-request';
import type { ActionHost } from '../actions/host';

/** Nobody can be asked for approval. */
export class NobodyToAsk extends Error {
  readonly code = 'NOBODY_TO_ASK';
  constructor(why: string) {
    super(`${why}: add --yes to approve, or --reject`);
    this.name = 'NobodyToAsk';
  }
}

/** Gives every approval the same answer. */
export function fixedAnswer(answer: ApprovalAnswer): ActionHost['approve'] {
  return () => Promise.resolve(answer);
}

/** The reporter that also writes to the terminal. */
export interface Asking {
  /** Opens a question. Other lines are written above it. */
  pause(question: { readonly showAgain: () => void }): void;
  resume(): void;
}

/** Asks on a terminal, or reads lines of a pipe. The changes were shown before. */
export function promptForApproval(
  input: Readable,
  output: Writable,
  asking: Asking,
): ActionHost['approve'] {
  let earlier: Promise<unknown> = Promise.resolve();
  return (request, signal) => {
    // One at a time, because one line answers one question.
    const answer = unlessAborted(earlier, signal).then(() =>
      ask(request, signal, input, output, asking),
    );
    earlier = Promise.allSettled([earlier, answer]);
    return answer;
  };
}

async function ask(
  { stage, commit }: ApprovalRequest,
  signal: AbortSignal,
  input: Readable,
  output: Writable,
  asking: Asking,
): Promise<ApprovalAnswer> {
  const lines = createInterface({ input, output });
  let answered = false;
  asking.pause({
    showAgain: () => {
      lines.prompt(true);
    },
  });
  try {
    const closed = new Promise<never>((_, reject) => {
      lines.once('close', () => {
        if (!answered) reject(new NobodyToAsk('The input ended before an answer'));
      });
    });
    // In raw mode, Ctrl-C is a character, and does not reach us as a signal.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    const question = `  Approve ${stage} for ${commit.slice(0, 10)}? [y/N] `;
    const answer = await Promise.race([lines.question(question, { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim())
      ? { approved: true, by: 'terminal' }
      : {
          approved: false,
          by: 'terminal',
          reason: `the answer was ${JSON.stringify(answer.trim())}`,
        };
  } catch (error) {
    // Another answer was first, or time is over. The next text begins a new line.
    if (signal.aborted) output.write('\n');
    throw error;
  } finally {
    answered = true;
    // Its own listeners of `close` stop it from echoing text at the next question.
    lines.close();
    asking.resume();
  }
}

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

/** Answers every approval alike. */
export function fixedAnswer(answer: ApprovalAnswer): ActionHost['approve'] {
  return () => Promise.resolve(answer);
}

/** What else writes to the terminal. */
export interface Asking {
  /** From now on a question is open; what is written meanwhile goes above it. */
  pause(question: { readonly showAgain: () => void }): void;
  resume(): void;
}

/** Asks on a terminal, or reads lines of a pipe; what would change has been shown before. */
export function promptForApproval(
  input: Readable,
  output: Writable,
  asking: Asking,
): ActionHost['approve'] {
  let earlier: Promise<unknown> = Promise.resolve();
  return (request, signal) => {
    // One at a time: one line can be the answer to one question.
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
    // Raw mode makes Ctrl-C a character, which would not reach us as a signal.
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
    // Somebody else was first, or time is over: what comes next begins a line.
    if (signal.aborted) output.write('\n');
    throw error;
  } finally {
    answered = true;
    // Its own listeners of `close` stop it from echoing what is typed at the next question.
    lines.close();
    asking.resume();
  }
}

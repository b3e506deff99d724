import { createColors } from 'picocolors';
import type { Asking } from '../terminal/approval-prompt';
import type { RehearsalEvent } from '../events';
import { EventLines } from './lines';

/** Some CI services end a job that prints nothing for minutes. */
const HEARTBEAT_MS = 30_000;

export interface PlainOptions {
  /** See {@link EventLines}. */
  readonly staysUp: boolean;
  readonly now: () => Date;
  /** See {@link EventLines}. A test may have no logs. */
  readonly outputOf?: (logPath: string) => string;
}

/** Lines for logs and pipes: no colours, nothing that moves. Now and then, a line about running actions. */
export class PlainReporter {
  readonly #lines: EventLines;
  #timer: NodeJS.Timeout | undefined;
  #question: { readonly showAgain: () => void } | undefined;

  constructor(
    private readonly write: (text: string) => void,
    private readonly options: PlainOptions,
  ) {
    this.#lines = new EventLines(createColors(false), options.staysUp, options.outputOf);
  }

  readonly report = (event: RehearsalEvent): void => {
    const lines = this.#lines.linesOf(event);
    // The question is a line without a line break.
    const question = lines.length > 0 ? this.#question : undefined;
    if (question) this.write('\n');
    for (const line of lines) this.write(`${line}\n`);
    question?.showAgain();
    if (event.type === 'rehearsal-started') this.resume();
    if (event.type === 'rehearsal-ended') clearInterval(this.#timer);
  };

  /** Prints no further lines, so that a question stays the last line. */
  readonly pause: Asking['pause'] = (question) => {
    this.#question = question;
    clearInterval(this.#timer);
  };

  readonly resume = (): void => {
    this.#question = undefined;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      const now = this.options.now();
      for (const running of this.#lines.running) {
        this.write(`  still running: ${this.#lines.describe(running, now)}\n`);
      }
    }, HEARTBEAT_MS).unref();
  };
}

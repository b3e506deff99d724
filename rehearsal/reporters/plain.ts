import { createColors } from 'picocolors';
import type { RehearsalEvent } from '../events';
import { EventLines } from './lines';

/** Some CI services end a job that says nothing for minutes. */
const HEARTBEAT_MS = 30_000;

export interface PlainOptions {
  /** See {@link EventLines}. */
  readonly staysUp: boolean;
  readonly now: () => Date;
}

/** Lines for logs and pipes: no colours, nothing that moves; now and then what is still running. */
export class PlainReporter {
  readonly #lines: EventLines;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly write: (text: string) => void,
    private readonly options: PlainOptions,
  ) {
    this.#lines = new EventLines(createColors(false), options.staysUp);
  }

  readonly report = (event: RehearsalEvent): void => {
    for (const line of this.#lines.linesOf(event)) this.write(`${line}\n`);
    if (event.type === 'rehearsal-started') this.resume();
    if (event.type === 'rehearsal-ended') this.pause();
  };

  /** Says nothing of its own accord, so that a question stays the last line. */
  readonly pause = (): void => {
    clearInterval(this.#timer);
  };

  readonly resume = (): void => {
    this.pause();
    this.#timer = setInterval(() => {
      const running = this.#lines.running(this.options.now());
      if (running !== '') this.write(`  still running: ${running}\n`);
    }, HEARTBEAT_MS).unref();
  };
}

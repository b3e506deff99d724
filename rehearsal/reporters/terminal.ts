import { createColors } from 'picocolors';
import type { Asking } from '../approval-prompt';
import type { RehearsalEvent } from '../events';
import { EventLines } from './lines';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** The part of a terminal that the reporter needs. */
export interface Screen {
  write(text: string): unknown;
  readonly columns?: number;
}

export interface TerminalOptions {
  /** `false` when NO_COLOR is set: https://no-color.org */
  readonly color: boolean;
  /** See {@link EventLines}. */
  readonly staysUp: boolean;
  readonly now: () => Date;
}

/** Lines as they happen, and below them a live line of what is running and for how long. */
export class TerminalReporter {
  readonly #lines: EventLines;
  #frame = 0;
  #live = false;
  #question: { readonly showAgain: () => void } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly screen: Screen,
    private readonly options: TerminalOptions,
  ) {
    this.#lines = new EventLines(createColors(options.color), options.staysUp);
  }

  readonly report = (event: RehearsalEvent): void => {
    const lines = this.#lines.linesOf(event);
    this.#clear();
    const question = lines.length > 0 ? this.#question : undefined;
    if (question) this.screen.write(CLEAR_LINE);
    for (const line of lines) this.screen.write(`${line}\n`);
    question?.showAgain();
    if (event.type === 'rehearsal-ended') this.stop();
    else this.#draw();
  };

  /** Makes room for a question: nothing moves while it is asked. */
  readonly pause: Asking['pause'] = (question) => {
    this.#question = question;
    this.#clear();
  };

  readonly resume = (): void => {
    this.#question = undefined;
    this.#draw();
  };

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #draw(): void {
    const running = this.#lines.running(this.options.now());
    if (running === '' || this.#question) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setInterval(() => {
      this.#frame += 1;
      this.#draw();
    }, FRAME_MS).unref();
    const text = `  ${FRAMES[this.#frame % FRAMES.length] ?? ''} ${running}`;
    this.screen.write(CLEAR_LINE + text.slice(0, (this.screen.columns ?? 80) - 1));
    this.#live = true;
  }

  #clear(): void {
    if (this.#live) this.screen.write(CLEAR_LINE);
    this.#live = false;
  }
}

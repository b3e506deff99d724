import { createColors } from 'picocolors';
import type { Asking } from '../terminal/approval-prompt';
import type { RehearsalEvent } from '../events';
import { EventLines } from './lines';
import { cut } from './plain-text';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';
/**
 * Written around the live line: text that is wider than the terminal is cut off and does not continue on
 * another line. Some characters take two columns. DECAWM: https://vt100.net/docs/vt510-rm/DECAWM.html
 */
const WITHOUT_WRAPPING = ['\u001b[?7l', '\u001b[?7h'] as const;
/** How long each of several parallel actions is shown. */
const TURN_MS = 2_000;

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
  /** See {@link EventLines}. A test may have no logs. */
  readonly outputOf?: (logPath: string) => string;
}

/** Lines of events, and below them a live line with the running action and its time. */
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
    this.#lines = new EventLines(createColors(options.color), options.staysUp, options.outputOf);
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

  /** Makes room for a question. While it is open, nothing moves. */
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
    const running = this.#running();
    if (running === undefined || this.#question) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setInterval(() => {
      this.#frame += 1;
      this.#draw();
    }, FRAME_MS).unref();
    const text = cut(
      `  ${FRAMES[this.#frame % FRAMES.length] ?? ''} ${running}`,
      (this.screen.columns ?? 80) - 1,
    );
    const [begin, end] = WITHOUT_WRAPPING;
    this.screen.write(`${CLEAR_LINE}${begin}${text}${end}`);
    this.#live = true;
  }

  /** Shows several actions in turn, such as `2 of 3: waypost bootstrap dev 5.1 s`. */
  #running(): string | undefined {
    const now = this.options.now();
    const { running } = this.#lines;
    const turn = Math.floor(now.getTime() / TURN_MS) % Math.max(1, running.length);
    const shown = running[turn];
    if (!shown) return undefined;
    const which = running.length === 1 ? '' : `${turn + 1} of ${running.length}: `;
    return which + this.#lines.describe(shown, now);
  }

  #clear(): void {
    if (this.#live) this.screen.write(CLEAR_LINE);
    this.#live = false;
  }
}

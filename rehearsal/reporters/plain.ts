import { createColors } from 'picocolors';
import type { RehearsalEvent } from '../events';
import { EventLines } from './lines';

/** Lines for logs and pipes: no colours, nothing that moves. */
export class PlainReporter {
  readonly #lines = new EventLines(createColors(false));
  constructor(private readonly write: (text: string) => void) {}

  readonly report = (event: RehearsalEvent): void => {
    for (const line of this.#lines.linesOf(event)) this.write(`${line}\n`);
  };
}

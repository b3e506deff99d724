import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RehearsalEvent } from '../events';
import { ReportBuilder } from '../report';

/** Writes the report after every execution and at the end, so that a reader never sees half of one. */
export class ReportFile {
  readonly #builder = new ReportBuilder();
  constructor(private readonly path: string) {}

  /** Synchronous: the last report must be written even when our process is about to end. */
  readonly report = (event: RehearsalEvent): void => {
    this.#builder.add(event);
    const { report } = this.#builder;
    if (report && (event.type === 'delivered' || event.type === 'rehearsal-ended')) {
      mkdirSync(dirname(this.path), { recursive: true });
      // Two rehearsals at once write the same report; the last one to end stands.
      const draft = `${this.path}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(report, undefined, 2)}\n`);
      renameSync(draft, this.path);
    }
  };
}

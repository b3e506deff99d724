import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RehearsalEvent } from '../events';
import { ReportBuilder } from '../report/report';

/** What changes the outcome: until a run has one, its report must not show an earlier run's. */
const WRITTEN_AT: ReadonlySet<RehearsalEvent['type']> = new Set([
  'rehearsal-started',
  'execution-started',
  'execution-ended',
  'delivered',
  'rehearsal-ended',
]);

/** Writes the report at the start and the end of everything, so that a reader never sees half of one. */
export class ReportFile {
  readonly #builder = new ReportBuilder();
  constructor(private readonly path: string) {}

  /** Synchronous: the last report must be written even when our process is about to end. */
  readonly report = (event: RehearsalEvent): void => {
    this.#builder.add(event);
    const { report } = this.#builder;
    if (report && WRITTEN_AT.has(event.type)) {
      mkdirSync(dirname(this.path), { recursive: true });
      // Two rehearsals at once write the same report; the last one to end stands.
      const draft = `${this.path}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(report, undefined, 2)}\n`);
      renameSync(draft, this.path);
    }
  };
}

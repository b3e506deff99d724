import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RehearsalEvent } from '../events';
import { ReportBuilder } from '../report/report';

/** Events that change the outcome. Before them, the report must not show an earlier run's outcome. */
const WRITTEN_AT: ReadonlySet<RehearsalEvent['type']> = new Set([
  'rehearsal-started',
  'execution-started',
  'execution-ended',
  'delivered',
  'rehearsal-ended',
]);

/** Writes the complete report at each start and end, so that readers never see half of one. */
export class ReportFile {
  readonly #builder = new ReportBuilder();
  constructor(private readonly path: string) {}

  /** Synchronous: the last report must be written even if our process is ending. */
  readonly report = (event: RehearsalEvent): void => {
    this.#builder.add(event);
    const { report } = this.#builder;
    if (report && WRITTEN_AT.has(event.type)) {
      mkdirSync(dirname(this.path), { recursive: true });
      // Two rehearsals at once write the same report. The one that ends last counts.
      const draft = `${this.path}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(report, undefined, 2)}\n`);
      renameSync(draft, this.path);
    }
  };
}

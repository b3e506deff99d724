import { exported } from '../../../lambdas/submissions/export';
import type { ExportFormat } from '../../../lambdas/submissions/export-formats';
import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { selectSubmissions, type Selection } from '../../../lambdas/submissions/select';
import type { Desk } from '../terminal/desk';
import { count } from '../../../lambdas/submissions/count';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** File to write in place of stdout. */
  readonly output?: string;
  readonly force: boolean;
  readonly json: boolean;
}

export async function exportSubmissions(
  selection: Selection,
  { format, output, force, json }: ExportOptions,
  table: SubmissionTable,
  desk: Desk,
): Promise<void> {
  const found = await selectSubmissions(table, selection, desk.now());
  const text = exported(format, found);
  if (output === undefined) {
    desk.write(text);
    desk.note(`${count(found.length, 'submission')} exported`);
    return;
  }
  await desk.save(output, text, force);
  if (json) {
    desk.write(`${JSON.stringify({ output, format, submissions: found.length })}\n`);
  } else {
    desk.note(`${count(found.length, 'submission')} exported to ${output}`);
  }
}

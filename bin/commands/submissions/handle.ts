import type { Desk, EnvironmentLabel } from '../terminal/desk';
import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { notFound } from './find';

export interface HandleOptions {
  /** The owner's note. An empty text removes the note. */
  readonly note?: string;
  /** Marks it as not handled again. */
  readonly undo: boolean;
  readonly json: boolean;
}

/** Marks a submission as handled, so that nobody answers it a second time. */
export async function handle(
  label: EnvironmentLabel,
  id: string,
  { note, undo, json }: HandleOptions,
  table: SubmissionTable,
  desk: Desk,
): Promise<void> {
  const now = desk.now();
  const changed = await table.mark(
    id,
    { handledAt: undo ? undefined : now.toISOString(), ...(note !== undefined && { note }) },
    now,
  );
  if (changed === undefined) throw notFound(id, label);
  if (json) desk.write(`${JSON.stringify(changed)}\n`);
  else desk.note(`${id} is ${undo ? 'to be handled again' : 'handled'}.`);
}

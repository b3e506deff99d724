import type { Desk, EnvironmentLabel } from '../terminal/desk';
import type { SubmissionTable } from './ports';
import { notFound } from './select';

export interface HandleOptions {
  /** What the owner wants to remember of it; an empty text removes what there is. */
  readonly note?: string;
  /** Still to be handled, after all. */
  readonly undo: boolean;
  readonly json: boolean;
}

/** Keeps that somebody has dealt with a submission, so that another does not answer it again. */
export async function handle(
  place: EnvironmentLabel,
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
  if (changed === undefined) throw notFound(id, place);
  if (json) desk.write(`${JSON.stringify(changed)}\n`);
  else desk.note(`${id} is ${undo ? 'to be handled again' : 'handled'}.`);
}

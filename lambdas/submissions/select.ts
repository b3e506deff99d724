import type { SubmissionTable } from './ports';
import { isExpired, type StoredSubmission } from './stored-submission';

/** Selects submissions. Without filters: all. */
export interface Selection {
  readonly status?: string;
  readonly form?: string;
  /** Received then or later. */
  readonly since?: Date;
  /** Handled submissions, or those that nobody has handled yet, without smoke tests. */
  readonly handled?: boolean;
  /** Found in what the visitor filled in, in the note or in the id, without case. */
  readonly text?: string;
}

/** Newest first. */
export async function selectSubmissions(
  table: SubmissionTable,
  { status, form, since, handled, text }: Selection,
  now: Date,
): Promise<StoredSubmission[]> {
  const found: StoredSubmission[] = [];
  for await (const submission of table.all()) {
    if (isExpired(submission, now)) continue;
    if (status !== undefined && submission.status !== status) continue;
    if (form !== undefined && submission.form !== form) continue;
    if (since !== undefined && !(Date.parse(submission.receivedAt) >= since.getTime())) continue;
    if (handled !== undefined && (submission.handledAt !== undefined) !== handled) continue;
    // Nobody handles what the smoke test of each release sends.
    if (handled === false && submission.destination === 'simulator') continue;
    if (text !== undefined && !holds(submission, text)) continue;
    found.push(submission);
  }
  return found.sort((a, b) => compare(b.receivedAt, a.receivedAt) || compare(a.id, b.id));
}

/** Someone may have typed a letter as one character or as two: NFKC makes them equal. */
function holds({ id, values, note = '' }: StoredSubmission, text: string): boolean {
  const plain = (one: string) => one.normalize('NFKC').toLowerCase();
  return [id, note, ...Object.values(values)].some((one) => plain(one).includes(plain(text)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

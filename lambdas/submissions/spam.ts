import { parseMessage } from '../contact-form/queue/parse-message';
import type { SubmissionStores, SubmissionTable } from './ports';
import { isExpired, type StoredSubmission } from './stored-submission';

/** Statuses of submissions that somebody may release. */
export const RELEASABLE: readonly string[] = ['spam', 'failed', 'parked'];

export type Release =
  /** It is in the queue and will be mailed. */
  | { readonly kind: 'queued'; readonly found: StoredSubmission }
  /** It had been mailed before somebody marked it as spam: it is not mailed twice. */
  | { readonly kind: 'mailed-before'; readonly found: StoredSubmission }
  | { readonly kind: 'refused'; readonly found: StoredSubmission }
  | { readonly kind: 'missing' };

/**
 * "No spam": lets a submission be mailed that was held back, or that failed for a reason that no longer
 * exists.
 * @throws UnreadableSubmission for an item that `deliver` would refuse
 */
export async function release(
  id: string,
  stores: Pick<SubmissionStores, 'table' | 'queue'>,
  now: Date,
): Promise<Release> {
  const table = await stores.table();
  const found = await table.find(id);
  if (found === undefined || isExpired(found, now)) return { kind: 'missing' };
  if (!RELEASABLE.includes(found.status)) return { kind: 'refused', found };
  if (found.status === 'spam' && found.mailedAt !== undefined) {
    const changed = await table.reclassify(id, { from: 'spam', to: 'mailed' }, now);
    return changed ? { kind: 'mailed-before', found: changed } : { kind: 'missing' };
  }
  const queue = await stores.queue();
  await queue.send(messageOf(found));
  return { kind: 'queued', found };
}

export type SpamMark =
  | { readonly kind: 'marked'; readonly found: StoredSubmission }
  /** Only a mailed submission can be marked: any other is on its way, or held back already. */
  | { readonly kind: 'refused'; readonly found: StoredSubmission }
  | { readonly kind: 'missing' };

/** "Spam": keeps a mailed submission apart from those that somebody has to answer. */
export async function markSpam(id: string, table: SubmissionTable, now: Date): Promise<SpamMark> {
  const changed = await table.reclassify(id, { from: 'mailed', to: 'spam' }, now);
  if (changed) return { kind: 'marked', found: changed };
  const found = await table.find(id);
  if (found === undefined || isExpired(found, now)) return { kind: 'missing' };
  return { kind: 'refused', found };
}

/** An item of the table that is not as `deliver` writes it. */
export class UnreadableSubmission extends Error {
  readonly code = 'SUBMISSION_UNREADABLE';
  constructor(cause: unknown) {
    super('A submission is not as `deliver` writes it.', { cause });
    this.name = 'UnreadableSubmission';
  }
}

function messageOf({ id, ...stored }: StoredSubmission): string {
  const { receivedAt, form, values, destination, spam, marks } = stored;
  const submission = { id, receivedAt, form, values, destination, spam, marks };
  try {
    return JSON.stringify(
      parseMessage(JSON.stringify({ kind: 'submission', submission, released: true })),
    );
  } catch (cause) {
    throw new UnreadableSubmission(cause);
  }
}

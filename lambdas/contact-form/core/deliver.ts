import type { EventPublisher, Mailer, SubmissionStore } from '../ports';
import type { Submission } from '../submission';

export interface DeliverPorts {
  readonly store: SubmissionStore;
  readonly mailer: Mailer;
  readonly events: EventPublisher;
  readonly now: () => Date;
}

export type DeliverOutcome =
  | { readonly kind: 'mailed'; readonly mailMessageId: string }
  /** An earlier delivery had mailed it. */
  | { readonly kind: 'mailed-before' }
  /** Two deliveries ran at once and both mailed; the other one recorded its mail first. */
  | { readonly kind: 'mailed-twice'; readonly mailMessageId: string };

/**
 * Stores, mails and announces one submission. The queue delivers at least once, so every step can be
 * repeated: a submission that is recorded as mailed is not mailed again, but is announced again, with
 * the same `mailedAt`, because the first announcement may have failed. A fault between SES taking the
 * mail and the record of it means a second mail, which is better than none.
 * Rejects with Unavailable; the queue then delivers the submission again.
 */
export async function deliver(
  submission: Submission,
  retentionDays: number,
  { store, mailer, events, now }: DeliverPorts,
): Promise<DeliverOutcome> {
  const { id, receivedAt, destination } = submission;
  const announce = (mailedAt: string) =>
    events.publish({ type: 'submission.mailed', id, receivedAt, mailedAt, destination });

  const stored = await store.save(submission, expiry(receivedAt, retentionDays));
  if (stored.mailedAt !== undefined) {
    await announce(stored.mailedAt);
    return { kind: 'mailed-before' };
  }

  const mailMessageId = await mailer.send(submission);
  const mailedAt = now().toISOString();
  // Whoever records first announces: the other's event would carry another time.
  if (!(await store.markMailed(id, { mailedAt, mailMessageId }))) {
    return { kind: 'mailed-twice', mailMessageId };
  }
  await announce(mailedAt);
  return { kind: 'mailed', mailMessageId };
}

/** Epoch seconds, as DynamoDB's TTL reads them. */
function expiry(receivedAt: string, retentionDays: number): number {
  return Math.floor(Date.parse(receivedAt) / 1000) + retentionDays * 24 * 60 * 60;
}

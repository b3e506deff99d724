import type { DeliveryState } from '../delivery-ports';
import { Unavailable } from '../ports';
import type { MailRecord, QueueMessage } from '../submission';
import { announce, type DeliveryAttempt, type DeliverPorts } from './delivery-attempt';
import { ACKNOWLEDGE, afterFault, type Disposition } from './disposition';
import { mail } from './mail';

type SubmissionMessage = Extract<QueueMessage, { kind: 'submission' }>;

/**
 * Stores, mails and announces a submission, or records a mail that an earlier delivery could not.
 *
 * The queue delivers at least once and a delivery may end anywhere, so every step can be repeated:
 *
 *     (new) -> received, claimed -> SES took it -> mailed -> announced
 *                 |       ^ ^
 *                 |       | parked  (SES may not send: a copy comes back)
 *                 |     failed      (in the dead-letter queue, until it is redriven)
 *                spam               (until it is released)
 *
 * The claim keeps a second delivery away until the first one's invocation has ended for certain. What
 * SES took is not mailed again once that is recorded, in the table or, while it cannot be written, in a
 * message of the queue. A second mail takes a delivery that dies, or loses SES's answer, between SES
 * taking the mail and the record; table and queue that both fail until its time is up; or a duplicate
 * from the queue after the claim has ended, while the record waits for the table. Better than none.
 *
 * Never rejects.
 */
export async function deliver(
  message: QueueMessage,
  delivery: DeliveryAttempt,
  ports: DeliverPorts,
): Promise<Disposition> {
  try {
    return message.kind === 'mailed'
      ? await recordMail(message.record, delivery, ports)
      : await deliverSubmission(message, delivery, ports);
  } catch (error) {
    const reason = error instanceof Unavailable ? error.service : 'unexpected';
    return afterFault(delivery.lastTry, reason, error);
  }
}

async function deliverSubmission(
  message: SubmissionMessage,
  delivery: DeliveryAttempt,
  ports: DeliverPorts,
): Promise<Disposition> {
  const { submission } = message;
  const { claim, tell } = delivery;
  const released = message.released === true;
  const expiresAt = expiry(submission.receivedAt, delivery.retentionDays);
  // By now the table may have forgotten that it was mailed.
  if (expiresAt * 1000 <= ports.now().getTime()) {
    tell({ kind: 'expired' });
    return ACKNOWLEDGE;
  }

  const isSpam = submission.spam.length > 0 && !released;
  const stored = await ports.store.add(submission, {
    expiresAt,
    ...(isSpam ? { status: 'spam' } : { status: 'received', claim }),
  });
  if (isSpam && stored === undefined) {
    tell({ kind: 'spam', reasons: submission.spam });
    return ACKNOWLEDGE;
  }
  if (stored !== undefined && stored.claimedBy !== claim.by) {
    const ended = await takeOver(submission.id, stored, released);
    if (ended) return ended;
  }
  return mail(submission, released, delivery, ports);

  async function takeOver(id: string, found: DeliveryState, again: boolean) {
    if (found.status === 'mailed') {
      tell({ kind: 'mailed-before' });
      // The first announcement may have failed.
      await announce({ ...submission, mailedAt: found.mailedAt ?? submission.receivedAt }, ports);
      return ACKNOWLEDGE;
    }
    if (found.mailMessageId !== undefined && !again) {
      tell({ kind: 'failed-before' });
      return ACKNOWLEDGE;
    }
    if (found.status === 'spam' && !again) {
      tell({ kind: 'spam-before' });
      return ACKNOWLEDGE;
    }
    const { claimedUntil = 0 } = found;
    const now = ports.now().getTime();
    if (claimedUntil > now) return { kind: 'wait', until: claimedUntil } as const;
    const taken = await ports.store.claim(id, claim, found.claimedBy);
    return taken ? undefined : ({ kind: 'wait', until: claim.until } as const);
  }
}

async function recordMail(record: MailRecord, { tell }: DeliveryAttempt, ports: DeliverPorts) {
  const recording = await ports.store.recordMail(record);
  if (recording.kind === 'recorded') {
    tell({ kind: 'recorded', mailMessageId: record.mailMessageId });
    await announce(recording.facts, ports);
  }
  if (recording.kind === 'other-mail') {
    tell({ kind: 'mailed-twice', mailMessageId: record.mailMessageId });
  }
  return ACKNOWLEDGE;
}

/** Epoch seconds, as DynamoDB's TTL reads them. */
function expiry(receivedAt: string, retentionDays: number): number {
  return Math.floor(Date.parse(receivedAt) / 1000) + retentionDays * 24 * 60 * 60;
}

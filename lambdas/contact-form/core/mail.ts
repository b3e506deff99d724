import type { ReleaseOutcome } from '../delivery-ports';
import { Unavailable } from '../ports';
import type { MailRecord, Submission } from '../submission';
import { announce, type DeliveryAttempt, type DeliverPorts } from './delivery-attempt';
import { ACKNOWLEDGE, afterFault, afterMailFault, type Disposition } from './disposition';
import { sendReceipt } from './receipt';
import { MailFault } from './ses-fault';

/** Mails a submission whose claim this delivery holds, records the mail and announces it. */
export async function mail(
  submission: Submission,
  released: boolean,
  delivery: DeliveryAttempt,
  ports: DeliverPorts,
): Promise<Disposition> {
  const { id } = submission;
  let mailMessageId: string;
  try {
    mailMessageId = await ports.mailer.sendMessage(submission);
  } catch (error) {
    if (!(error instanceof MailFault)) throw error;
    const next = afterMailFault(error, delivery.lastTry);
    await release(id, outcomeOf(next), delivery, ports);
    return next;
  }

  const record = { id, mailedAt: ports.now().toISOString(), mailMessageId };
  const delayMs = Date.parse(record.mailedAt) - Date.parse(submission.receivedAt);
  const recording = await recordSafely(record, delivery, ports);
  switch (recording) {
    case 'queued':
      // The record's own delivery announces it, once the table holds it.
      delivery.tell({ kind: 'mailed', mailMessageId, delayMs, recordedBy: 'queue' });
      return ACKNOWLEDGE;
    case 'other-mail':
      delivery.tell({ kind: 'mailed-twice', mailMessageId });
      return ACKNOWLEDGE;
    case 'failed':
      delivery.tell({ kind: 'mail-failed', mailMessageId });
      return ACKNOWLEDGE;
    case 'recorded':
    case 'gone':
      delivery.tell({ kind: 'mailed', mailMessageId, delayMs, recordedBy: 'table' });
  }

  // Side by side: neither waits for the other, and the receipt never fails.
  const [announced] = await Promise.allSettled([
    announce({ ...submission, mailedAt: record.mailedAt }, ports),
    released ? undefined : sendReceipt(submission, delivery, ports),
  ]);
  // Not released: it is mailed, and the next delivery finds that and announces it.
  return announced.status === 'fulfilled'
    ? ACKNOWLEDGE
    : afterFault(delivery.lastTry, 'sns', announced.reason);
}

/**
 * What one more try to record takes at most, 7 s, and what may follow it, 18 s: to announce the mail, and
 * when that fails on the last try to put the message into the dead-letter queue, or to leave it.
 */
const TRY_MS = 28_000;
const PAUSE_MS = 1_000;

/**
 * Records a mail in the table. While the table cannot be written, records it in a message of the
 * queue. Without a record the mail is sent again, so both are tried until the invocation's end is
 * near. Then it rejects; the claim stays, because the mail is sent.
 */
async function recordSafely(
  record: MailRecord,
  { deadline, tell }: DeliveryAttempt,
  ports: DeliverPorts,
) {
  const { store, queue, now, pause } = ports;
  const table = async () => (await store.recordMail(record)).kind;
  const message = async () => {
    await queue.put({ kind: 'mailed', record }, 0);
    return 'queued' as const;
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await (tries % 2 === 1 ? table() : message());
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      // At least once each: a delivery always has time for that.
      if (tries > 1 && deadline - now().getTime() < PAUSE_MS + TRY_MS) throw error;
      tell({ kind: 'fault', step: 'record', error });
    }
    if (tries > 1) await pause(PAUSE_MS);
  }
}

/** At best: a claim that is not released ends by itself. */
async function release(
  id: string,
  outcome: ReleaseOutcome | undefined,
  { claim, tell }: DeliveryAttempt,
  { store }: DeliverPorts,
) {
  try {
    await store.release(id, claim.by, outcome);
  } catch (error) {
    tell({ kind: 'fault', step: 'release', error });
  }
}

/** What the table is to say of a submission that SES did not take; nothing of one that waits for seconds. */
function outcomeOf(next: Disposition): ReleaseOutcome | undefined {
  if (next.kind === 'give-up') return { status: 'failed', reason: next.reason };
  if (next.kind === 'retry') return { reason: next.reason };
  if (next.kind === 'postpone' && next.pause === 'parked') {
    return { status: 'parked', reason: next.reason };
  }
  return undefined;
}

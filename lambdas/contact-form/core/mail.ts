import type { ReleaseOutcome } from '../delivery-ports';
import { Unavailable } from '../ports';
import type { MailRecord, Submission } from '../submission';
import { announce, type Delivery, type DeliverPorts } from './delivery';
import { ACKNOWLEDGE, afterFault, afterMailFault, type Disposition } from './disposition';
import { sendReceipt } from './receipt';
import { MailFault } from './ses-fault';

/** Mails a submission whose claim this delivery holds, records the mail and announces it. */
export async function mail(
  submission: Submission,
  released: boolean,
  delivery: Delivery,
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
 * Records a mail in the table, or while that cannot be written in a message of the queue. Rejects when
 * neither can; the claim then stays, as the mail is out.
 */
async function recordSafely(record: MailRecord, { tell }: Delivery, ports: DeliverPorts) {
  try {
    return (await ports.store.recordMail(record)).kind;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    tell({ kind: 'fault', step: 'record', error });
    await ports.queue.put({ kind: 'mailed', record }, 0);
    return 'queued';
  }
}

/** At best: a claim that is not released ends by itself. */
async function release(
  id: string,
  outcome: ReleaseOutcome | undefined,
  { claim, tell }: Delivery,
  { store }: DeliverPorts,
) {
  try {
    await store.release(id, claim.by, outcome);
  } catch (error) {
    tell({ kind: 'fault', step: 'release', error });
  }
}

/** What the table is to say of a submission that SES did not take. */
function outcomeOf(next: Disposition): ReleaseOutcome | undefined {
  if (next.kind === 'give-up') return { status: 'failed', reason: next.reason };
  if (next.kind === 'postpone' && next.pause === 'parked') {
    return { status: 'parked', reason: next.reason };
  }
  return undefined;
}

import type { Submission } from '../submission';
import type { DeliveryAttempt, DeliverPorts } from './delivery-attempt';

/**
 * What a receipt takes at most, 22 s (the day's secret 2 x 1 s, its entry 2 s, SES 16 s, its record 2 s),
 * and the 9 s that the message may still need of the queues after it.
 */
export const RECEIPT_TIME_MS = 31_000;

/**
 * Sends the visitor a receipt, if the form has receipts: at most one for each address and day, and
 * none for a message that looks like spam, because the address may be a stranger's. It is recorded
 * before it is sent: two receipts are worse than none. A fault is reported and never fails the
 * delivery.
 */
export async function sendReceipt(
  submission: Submission,
  { deadline, tell }: DeliveryAttempt,
  { ledger, mailer, store, now }: DeliverPorts,
): Promise<void> {
  const { id, form, values, destination, spam, marks } = submission;
  if (!ledger.isWanted(form)) return;
  if (destination !== 'owner' || spam.length > 0 || marks.length > 0) return;
  if (deadline - now().getTime() < RECEIPT_TIME_MS) {
    tell({ kind: 'receipt-skipped' });
    return;
  }
  try {
    if (!(await ledger.enter(values.email, id))) return;
    await mailer.sendReceipt(submission);
    tell({ kind: 'receipt-sent' });
    await store.recordReceipt(id);
  } catch (error) {
    tell({ kind: 'fault', step: 'receipt', error });
  }
}

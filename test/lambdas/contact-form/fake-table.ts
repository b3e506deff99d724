import type {
  MailedFacts,
  DeliveryState,
  SubmissionStore,
} from '../../../lambdas/contact-form/delivery-ports';
import type { Submission } from '../../../lambdas/contact-form/submission';

export interface Item extends DeliveryState {
  readonly submission: Submission;
  readonly expiresAt: number;
  readonly reason?: string;
  readonly receipt?: string;
}

/** Each method as `body` does it: synchronously, as DynamoDB does one item's write. */
export type Bodies<Port> = {
  [Name in keyof Port]: Port[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};

/** The submissions table, with the conditions of the adapter's writes. */
export function fakeTable(items: Map<string, Item>): Bodies<SubmissionStore> {
  const set = (id: string, change: Partial<Item>, ...removed: (keyof Item)[]) => {
    const attributes = Object.entries({ ...items.get(id), ...change });
    const kept = attributes.filter(([name]) => !removed.includes(name as keyof Item));
    items.set(id, Object.fromEntries(kept) as unknown as Item);
  };
  return {
    add(submission, { status, expiresAt, claim }) {
      const old = items.get(submission.id);
      if (old) return old;
      const claimed = claim && { claimedBy: claim.by, claimedUntil: claim.until };
      items.set(submission.id, { submission, status, expiresAt, ...claimed });
      return undefined;
    },
    claim(id, claim, old) {
      const item = items.get(id);
      if (!item || item.status === 'mailed' || item.claimedBy !== old) {
        return item?.claimedBy === claim.by;
      }
      set(id, { claimedBy: claim.by, claimedUntil: claim.until });
      return true;
    },
    release(id, claimedBy, outcome) {
      if (items.get(id)?.claimedBy !== claimedBy) return;
      set(id, outcome ?? {}, 'claimedBy', 'claimedUntil');
    },
    recordMail({ id, mailedAt, mailMessageId }) {
      const item = items.get(id);
      if (!item) return { kind: 'gone' };
      if (item.status !== 'mailed' && item.mailMessageId !== mailMessageId) {
        const mailed = { status: 'mailed', mailedAt, mailMessageId } as const;
        set(id, mailed, 'claimedBy', 'claimedUntil', 'reason');
      }
      const now = items.get(id) ?? item;
      if (now.mailMessageId !== mailMessageId) return { kind: 'other-mail' };
      if (now.status !== 'mailed') return { kind: 'failed' };
      return { kind: 'recorded', facts: factsOf(now) };
    },
    recordReceipt(id) {
      if (items.get(id) && items.get(id)?.receipt === undefined) set(id, { receipt: 'sent' });
    },
  };
}

function factsOf({ submission, mailedAt = '' }: Item): MailedFacts {
  const { id, form, receivedAt, destination } = submission;
  return { id, form, receivedAt, mailedAt, destination };
}

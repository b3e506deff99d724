import { domainToUnicode } from 'node:url';
import type { MessageQueue, OutOfReach, SubmissionStores, SubmissionTable } from './ports';
import { readMessage } from './read-message';
import { isSameAddress } from './stored-submission';

/** What was erased, and what nobody could reach. */
export interface Erasure {
  readonly erased: {
    /** Ids of submissions in the table. */
    readonly submissions: readonly string[];
    readonly queuedMessages: number;
    readonly deadLetters: number;
    /** Records of receipts, of today and yesterday. */
    readonly receipts: number;
  };
  /** Ids of submissions from other addresses whose text, or the owner's note, names this one. They are kept. */
  readonly mentionedIn: readonly string[];
  readonly outOfReach: OutOfReach & {
    /** Number of erased submissions that had been mailed: the mails are in the recipients' mailboxes. */
    readonly mailed: number;
    readonly pointInTimeRecovery: boolean;
  };
}

/**
 * Deletes everything from one address, permanently, and says what is left elsewhere.
 * @param confirm called when everything is found, and before anything is deleted
 */
export async function eraseAddress(
  email: string,
  stores: SubmissionStores,
  now: () => Date,
  confirm: () => Promise<void> = () => Promise.resolve(),
): Promise<Erasure> {
  const table = await stores.table();
  const queue = await stores.queue();
  const deadLetters = await stores.deadLetters();
  const receipts = await stores.receipts();
  await confirm();

  const before = await queue.outOfReach();
  // In the order of a message's way, with the table last: so nothing erased comes back.
  const queuedMessages = await eraseMessages(queue, email);
  const buried = await eraseMessages(deadLetters, email);
  const { submissions, mailed, mentionedIn } = await eraseItems(table, email);
  return {
    erased: {
      submissions,
      queuedMessages,
      deadLetters: buried,
      receipts: await receipts.forget(email, lastDays(now())),
    },
    mentionedIn,
    outOfReach: {
      ...larger(before, await queue.outOfReach()),
      mailed,
      pointInTimeRecovery: await table.hasPointInTimeRecovery(),
    },
  };
}

async function eraseMessages(queue: MessageQueue, email: string): Promise<number> {
  let erased = 0;
  await queue.walk((message) => {
    if (!isFrom(message.body, email)) return Promise.resolve('keep');
    erased += 1;
    return Promise.resolve('remove');
  });
  return erased;
}

function isFrom(body: string, email: string): boolean {
  const message = readMessage(body);
  // A malformed message has no sender. If it names the address, it counts as from there.
  if (message === undefined) return mentions(body, email);
  return message.kind === 'submission' && isSameAddress(message.submission.values.email, email);
}

async function eraseItems(table: SubmissionTable, email: string) {
  const submissions: string[] = [];
  const mentionedIn: string[] = [];
  let mailed = 0;
  for await (const { id, values, note = '', mailMessageId } of table.all()) {
    if (isSameAddress(values['email'] ?? '', email)) {
      await table.remove(id);
      submissions.push(id);
      if (mailMessageId !== undefined) mailed += 1;
    } else if ([...Object.values(values), note].some((text) => mentions(text, email))) {
      mentionedIn.push(id);
    }
  }
  return { submissions, mailed, mentionedIn };
}

/** Both forms: `jane@xn--mller-kva.de` and `jane@müller.de`. */
function mentions(text: string, email: string): boolean {
  const [domain = ''] = email.split('@').slice(-1);
  const readable = email.slice(0, -domain.length) + domainToUnicode(domain);
  const found = text.toLowerCase();
  return [email, readable].some((spelling) => found.includes(spelling.toLowerCase()));
}

/** SQS's estimates are late: the larger of two is safer. */
function larger(one: OutOfReach, other: OutOfReach): OutOfReach {
  return {
    inFlight: Math.max(one.inFlight, other.inFlight),
    delayed: Math.max(one.delayed, other.delayed),
  };
}

/** Today and yesterday, as `2026-11-24`, UTC. */
function lastDays(now: Date): string[] {
  const day = 24 * 60 * 60 * 1000;
  return [now, new Date(now.getTime() - day)].map((date) => date.toISOString().slice(0, 10));
}

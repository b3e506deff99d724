import { domainToUnicode } from 'node:url';
import { CommandError } from '../terminal/command-error';
import { eraseLines } from './erase-lines';
import type { Desk } from '../terminal/desk';
import type { MessageQueue, OutOfReach, SubmissionsCloud, SubmissionTable } from './ports';
import { readMessage } from './redrive';
import { isSameAddress } from './stored-submission';
import type { EraseReport } from './erase-report';

export interface EraseOptions {
  readonly environment: string;
  readonly region: string;
  readonly email: string;
  readonly recoveryDays: number;
  readonly backupDays: number;
  readonly confirmed: boolean;
  readonly json: boolean;
}

/** Deletes everything from one address, permanently, and says what is left elsewhere. */
export async function erase(
  options: EraseOptions,
  cloud: SubmissionsCloud,
  desk: Desk,
): Promise<void> {
  const { environment, region, email, recoveryDays, backupDays } = options;
  // Everything is found before anything is deleted.
  const table = await cloud.table();
  const queue = await cloud.queue();
  const deadLetters = await cloud.deadLetters();
  const receipts = await cloud.receipts();
  if (!options.confirmed) await confirm(options, desk);

  const before = await queue.outOfReach();
  // In the order of a message's way, with the table last: so nothing erased comes back.
  const queuedMessages = await eraseMessages(queue, email);
  const buried = await eraseMessages(deadLetters, email);
  const { submissions, mailed, mentionedIn } = await eraseItems(table, email);
  const report: EraseReport = {
    environment,
    region,
    email,
    erased: {
      submissions,
      queuedMessages,
      deadLetters: buried,
      receipts: await receipts.forget(email, lastDays(desk.now())),
    },
    mentionedIn,
    outOfReach: {
      ...larger(before, await queue.outOfReach()),
      mailed,
      pointInTimeRecovery: await table.hasPointInTimeRecovery(),
      recoveryDays,
      backupDays,
    },
  };
  desk.write(options.json ? `${JSON.stringify(report)}\n` : eraseLines(report));
}

async function confirm({ environment, email }: EraseOptions, desk: Desk): Promise<void> {
  desk.note(`This permanently deletes everything from ${email} in ${environment}:`);
  desk.note('submissions in the table, the queue and the dead-letter queue.');
  const answer = await desk.ask('Type the address again to continue: ');
  if (answer === undefined) {
    throw new CommandError(
      'CONFIRMATION_MISSING',
      'Nothing was erased: there is no terminal to ask in. Add --yes to erase without a question.',
    );
  }
  if (isSameAddress(answer, email)) return;
  throw new CommandError('NOT_CONFIRMED', 'Nothing was erased: what you typed is another address.');
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

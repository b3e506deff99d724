import { setTimeout as sleep } from 'node:timers/promises';
import { consoleRequest } from '../../rehearsal/console/server/address';
import { addressOf, formOf, post } from './visitors';
import { percentile } from '../statistics';

export interface Load {
  readonly sent: number;
  /** Messages without a mail, and with more than one. */
  readonly lost: number;
  readonly doubled: number;
  readonly acceptedPerSecond: number;
  readonly mailedPerSecond: number;
  readonly submitP50Ms: number;
  readonly submitP95Ms: number;
}

/** Without a new mail for so long, nothing more is coming. */
const QUIET_MS = 60_000;

/**
 * Sends `count` messages, `concurrency` at once, each from an address of its own, because the rate
 * limit stays on; then waits until nothing more is mailed and counts the mails of each.
 */
export async function load(
  formUrl: string,
  console: string,
  count: number,
  concurrency: number,
): Promise<Load> {
  const before = await mailsByVisitor(console);
  const started = performance.now();
  const answers: number[] = [];
  let next = 0;
  const visitor = async () => {
    for (let n = next++; n < count; n = next++) {
      const { status, ms } = await post(formUrl, addressOf(n), formOf(n));
      if (status !== 303) throw new Error(`Message ${n} was answered ${status}, expected 303.`);
      answers.push(ms);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, visitor));
  const acceptedMs = performance.now() - started;

  let mails = before;
  let lastChange = performance.now();
  while (mails.size - before.size < count && performance.now() - lastChange < QUIET_MS) {
    await sleep(1_000);
    const now = await mailsByVisitor(console);
    if (now.size > mails.size) lastChange = performance.now();
    mails = now;
  }
  const mailedMs = performance.now() - started;
  // A second mail would come after the first.
  await sleep(5_000);
  mails = await mailsByVisitor(console);
  const counts = Array.from({ length: count }, (_, n) => mails.get(visitorOf(n)) ?? 0);
  return {
    sent: count,
    lost: counts.filter((mailed) => mailed === 0).length,
    doubled: counts.filter((mailed) => mailed > 1).length,
    acceptedPerSecond: (count / acceptedMs) * 1000,
    mailedPerSecond: (count / mailedMs) * 1000,
    submitP50Ms: percentile(answers, 0.5),
    submitP95Ms: percentile(answers, 0.95),
  };
}

function visitorOf(n: number): string {
  return `visitor-${n}@example.com`;
}

/** Mails to the owner by the visitor's address, their Reply-To. */
async function mailsByVisitor(console: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(consoleRequest(console, '/mails.json'));
  const mails = (await response.json()) as readonly { readonly replyTo: readonly string[] }[];
  const counts = new Map<string, number>();
  for (const visitor of mails.flatMap(({ replyTo }) => replyTo)) {
    counts.set(visitor, (counts.get(visitor) ?? 0) + 1);
  }
  return counts;
}

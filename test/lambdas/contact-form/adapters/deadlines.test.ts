import {
  MAIL_CLIENT_SETTINGS,
  CLIENT_SETTINGS,
} from '../../../../lambdas/contact-form/adapters/client-settings';
import { RECEIPT_TIME_MS } from '../../../../lambdas/contact-form/core/receipt';
import { submissionMessage, SUBMISSION } from '../delivery-samples';
import { type Fault, World } from '../delivery-world';

/** What the stack gives the function. */
const FUNCTION_MS = 60_000;

/** Three tries of 2 s, and at most 0.2 s and 0.4 s between them: see `shared/aws-json`. */
const TABLE_OR_QUEUE_MS = 3 * 2_000 + 600;
const { connectionTimeout, requestTimeout } = CLIENT_SETTINGS.requestHandler;
/** The SDK waits at most 0.1 s and 0.2 s between its tries. */
const SNS_MS = CLIENT_SETTINGS.maxAttempts * (connectionTimeout + requestTimeout) + 300;
const SES_MS = connectionTimeout + MAIL_CLIENT_SETTINGS.requestHandler.requestTimeout;
const RECEIPT = { enter: 2 * 1_000 + 2_000, sendReceipt: SES_MS, recordReceipt: 2_000 };

/** The longest that each call may take until it is answered or given up. */
const MOST_MS: Readonly<Record<string, number>> = {
  add: TABLE_OR_QUEUE_MS,
  claim: TABLE_OR_QUEUE_MS,
  release: TABLE_OR_QUEUE_MS,
  recordMail: TABLE_OR_QUEUE_MS,
  put: TABLE_OR_QUEUE_MS,
  deadLetter: TABLE_OR_QUEUE_MS,
  hide: 2_000,
  sendMessage: SES_MS,
  publish: SNS_MS,
};

/** The third call is SES's, and what its faults lead to differs. */
const KINDS: readonly (readonly Fault[])[] = [
  ['ok', 'refused'],
  ['ok', 'refused'],
  ['ok', 'refused', 'parked', 'permanent'],
  ['ok', 'refused'],
  ['ok', 'refused'],
  ['ok', 'refused'],
];

/** Every list of faults. */
function listsOf([kinds, ...others] = KINDS): Fault[][] {
  if (kinds === undefined) return [[]];
  return kinds.flatMap((kind) => listsOf(others).map((list) => [kind, ...list]));
}

/**
 * How long a delivery takes where each call takes longest: of a submission that an earlier one has left
 * behind with its claim, and without a receipt, which is not begun when it could take too long.
 */
async function longest(faults: readonly Fault[], receives: number) {
  const world = new World(faults);
  const submission = { ...SUBMISSION, form: 'arabic' };
  const claim = { claimedBy: 'earlier', claimedUntil: 0 };
  world.items.set(SUBMISSION.id, { submission, status: 'received', expiresAt: 0, ...claim });
  world.put(submissionMessage(submission));
  for (const queued of world.queue.values()) queued.receives = receives;
  world.took = (call) => MOST_MS[call] ?? NaN;
  const began = world.now;
  await world.round();
  return { ms: world.now - began, calls: world.calls };
}

test('whatever fails, a delivery ends before its function is cut off, even where each call takes longest', async () => {
  let most = 0;
  let steps = 0;
  for (const receives of [0, 9]) {
    for (const faults of listsOf()) {
      const { ms, calls } = await longest(faults, receives);
      most = Math.max(most, ms);
      steps = Math.max(steps, calls.length);
    }
  }
  expect(steps).toBeGreaterThanOrEqual(6);
  expect(most).toBeGreaterThan(45_000);
  expect(most).toBeLessThan(FUNCTION_MS - 3_000);
});

test('a delivery that can record its mail nowhere ends in time, even on its last try', async () => {
  for (const slow of [
    [0, 0, 0],
    [1, 1, 0.1],
    [0, 0, 0.5],
    [0, 0, 1],
  ] as const) {
    const [add, ses, record] = slow;
    const world = new World(['ok', 'ok', ...Array<Fault>(500).fill('refused')]);
    world.put(submissionMessage());
    for (const queued of world.queue.values()) queued.receives = 9;
    const part: Readonly<Record<string, number>> = { add, sendMessage: ses };
    world.took = (call) => (MOST_MS[call] ?? NaN) * (part[call] ?? record);
    const began = world.now;
    await world.round();
    expect(world.now - began).toBeLessThan(FUNCTION_MS - 3_000);
    // It gives up no sooner than it must.
    expect(world.now - began).toBeGreaterThan(FUNCTION_MS - 31_000);
  }
});

test('a receipt is only begun when it, and what may follow it, ends in time', () => {
  const receipt = Object.values(RECEIPT).reduce((sum, ms) => sum + ms);
  expect(RECEIPT_TIME_MS).toBeGreaterThan(receipt + TABLE_OR_QUEUE_MS + 2_000);
});

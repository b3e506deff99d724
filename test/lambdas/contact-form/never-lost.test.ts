import fc from 'fast-check';
import { parseMessage } from '../../../lambdas/contact-form/queue/parse-message';
import type { Submission } from '../../../lambdas/contact-form/submission';
import { ID, SPAM, SUBMISSION, submissionMessage } from './delivery-samples';
import { type Break, type Fault, FAULTS, World } from './delivery-world';

const OTHER = { ...SUBMISSION, id: ID.replace('7', '8') };
const SPAM_TOO = { ...SPAM, id: ID.replace('7', '9') };

/** No message is in none of: the owner's inbox, announced; the dead-letter queue; the stored spam. */
function assertNothingLost(world: World, submissions: readonly Submission[]) {
  const dead = new Set(
    world.deadLetters.map(({ body }) => {
      const message = parseMessage(body);
      return message.kind === 'mailed' ? message.record.id : message.submission.id;
    }),
  );
  for (const { id, spam } of submissions) {
    const { status } = world.items.get(id) ?? {};
    const announced = world.events.some((event) => event.id === id);
    const atRest = spam.length > 0 ? status === 'spam' : status === 'mailed' && announced;
    if (!atRest && !dead.has(id)) throw new Error(`lost: ${status ?? 'not stored'}`);
  }
}

/** A second mail takes a first one that nobody knew of: a death or a lost answer in between. */
function assertNoNeedlessMail(world: World) {
  const seen = new Set<string>();
  for (const { id, excused } of world.mails) {
    if (seen.has(id) && !excused) throw new Error('mailed twice');
    seen.add(id);
  }
}

function assertNoSpamMailed(world: World) {
  if (world.mails.some(({ id }) => id === SPAM_TOO.id)) throw new Error('spam was mailed');
}

async function live(faults: readonly Fault[], twice: readonly boolean[], broken?: Break) {
  const world = new World(faults, twice, broken);
  const submissions = [SUBMISSION, OTHER, SPAM_TOO];
  for (const submission of submissions) world.put(submissionMessage(submission));
  await world.drain();
  assertNothingLost(world, submissions);
  assertNoNeedlessMail(world);
  assertNoSpamMailed(world);
  return world;
}

const faults = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Fault>('ok') },
    { weight: 1, arbitrary: fc.constantFrom<Fault>(...FAULTS) },
  ),
  { maxLength: 120 },
);
const twice = fc.array(fc.boolean(), { maxLength: 20 });

describe('whatever fails, dies or is handed out twice', () => {
  test('no message is lost, and none is mailed twice but for a mail that nobody knew of', async () => {
    await fc.assert(
      fc.asyncProperty(faults, twice, async (some, doubles) => {
        await live(some, doubles);
      }),
      { numRuns: 500 },
    );
  });

  test('every dead letter is delivered once it is redriven', async () => {
    await fc.assert(
      fc.asyncProperty(faults, twice, async (some, doubles) => {
        const world = await live(some, doubles);
        for (const { body } of world.deadLetters.splice(0)) world.put(body);
        await world.drain();
        assertNoNeedlessMail(world);
        // A fault may still have been waiting; there are no more.
        for (const { body } of world.deadLetters.splice(0)) world.put(body);
        await world.drain();
        assertNothingLost(world, [SUBMISSION, OTHER, SPAM_TOO]);
      }),
      { numRuns: 200 },
    );
  });

  test('at most one receipt is sent', async () => {
    await fc.assert(
      fc.asyncProperty(faults, twice, async (some, doubles) => {
        expect((await live(some, doubles)).receipts.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('one message', () => {
  const deliver = async (some: readonly Fault[]) => {
    const world = new World(some);
    world.put(submissionMessage());
    await world.drain();
    assertNothingLost(world, [SUBMISSION]);
    assertNoNeedlessMail(world);
    return world;
  };
  const STEPS = ['add', 'sendMessage', 'recordMail', 'publish', 'enter', 'sendReceipt'];

  test('takes these calls when all is well', async () => {
    expect((await deliver([])).calls).toEqual([...STEPS, 'recordReceipt']);
  });

  const arrows = STEPS.flatMap((step, index) =>
    FAULTS.map((fault) => [step, fault, index] as const),
  );
  test.each(arrows)('is mailed or a dead letter when %s is %s', async (step, fault, index) => {
    const world = await deliver([...Array<Fault>(index).fill('ok'), fault]);
    // SES took it, and this delivery could not say so.
    const unknown =
      (step === 'sendMessage' && (fault === 'lost' || fault === 'die-after')) ||
      (step === 'recordMail' && fault === 'die-before');
    const refused = step === 'sendMessage' && fault === 'permanent';
    expect(world.mails).toHaveLength(refused ? 0 : unknown ? 2 : 1);
    expect(world.deadLetters).toHaveLength(refused ? 1 : 0);
  });

  test('is mailed once though the table fails after the mail, for as long as the queue works', async () => {
    const world = await deliver(['ok', 'ok', 'refused', 'ok', ...Array<Fault>(8).fill('refused')]);
    expect(world.calls.slice(0, 4)).toEqual(['add', 'sendMessage', 'recordMail', 'put']);
    expect(world.mails).toHaveLength(1);
    expect(world.items.get(ID)).toMatchObject({ status: 'mailed' });
  });
});

describe('a mail that can be recorded nowhere', () => {
  const nowhere = (tries: number) => ['ok', 'ok', ...Array<Fault>(tries).fill('refused')] as const;

  test.each([2, 3, 20])('is recorded once that works, after %i tries', async (tries) => {
    const world = new World(nowhere(tries));
    world.put(submissionMessage());
    await world.drain();
    expect(world.mails).toHaveLength(1);
    expect(world.items.get(ID)).toMatchObject({ status: 'mailed' });
    expect(world.deadLetters).toEqual([]);
  });

  test('is tried in table and queue by turns, a second apart, until the time is nearly up', async () => {
    const world = new World(nowhere(500));
    const began = world.now;
    world.put(submissionMessage());
    await world.round();
    const tries = world.calls.slice(2, -1);
    expect(tries.slice(0, 4)).toEqual(['recordMail', 'put', 'recordMail', 'put']);
    expect((world.now - began) / 1_000).toBe(tries.length - 2);
    expect((world.now - began) / 1_000).toBeGreaterThan(30);
    expect(world.calls.at(-1)).toBe('hide');
    expect(world.queue.size).toBe(1);
  });
});

describe('control: the check notices', () => {
  const expectNotice = async (broken: Break, message: RegExp, some: readonly Fault[] = []) => {
    await expect(live(some, [true, true, true], broken)).rejects.toThrow(message);
  };

  test('a table that forgets', async () => {
    const forget: Break = ({ store }) => ({
      store: {
        ...store,
        add: async (submission, item) => {
          await store.add(submission, item);
          return undefined;
        },
      },
    });
    await expectNotice(forget, /mailed twice/);
  });

  test('a claim that ends at once', async () => {
    const unclaimed: Break = ({ store }) => ({
      store: {
        ...store,
        add: (submission, { claim, ...item }) =>
          store.add(submission, { ...item, ...(claim && { claim: { ...claim, until: 0 } }) }),
      },
    });
    await expectNotice(unclaimed, /mailed twice/);
  });

  test('a copy that is acknowledged and never put', async () => {
    const lossy: Break = ({ queue }) => ({ queue: { ...queue, put: () => Promise.resolve() } });
    // Six deliveries look at the table, of which two then mail.
    const throttled = [...Array<Fault>(6).fill('ok'), ...Array<Fault>(2).fill('throttled')];
    await expectNotice(lossy, /lost/, throttled);
  });
});

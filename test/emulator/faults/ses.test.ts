import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions } from './support/bundle';
import { ANSWER_LOST, awsError, type Fault, first, on, UNAVAILABLE } from './support/faults';
import { expectEachMailedOnce } from './support/ledger';
import { onLine } from './support/line';
import { until } from './support/until';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

const SEND = 'ses:SendTemplatedEmail';

test.concurrent(
  'SES down for a while: every message is mailed once it is back',
  scenarios.one(async () => {
    const rule = on(SEND, first(7, UNAVAILABLE));
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      const ids = await line.submit({}, {}, {}, {});
      expectEachMailedOnce(await line.outcomeOf(ids), 4);
    });
  }),
);

test.concurrent(
  'SES’s answer lost: the one other way into the window, two mails at most',
  scenarios.one(async () => {
    const rule = on(SEND, first(1, ANSWER_LOST));
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      const ids = await line.submit({});
      const [outcome] = await line.outcomeOf(ids);
      expect(outcome).toMatchObject({ mails: 2, status: 'mailed', buried: [] });
    });
  }),
);

test.concurrent(
  'SES at its sending rate: a burst is mailed without using up its receives',
  scenarios.one(async () => {
    const options = { deliver: bundles().deliver, rule: everySecondThrottled, maxReceiveCount: 2 };
    await onLine(emulator(), options, async (line) => {
      const ids = await line.submit({}, {}, {}, {}, {}, {}, {}, {});
      expectEachMailedOnce(await line.outcomeOf(ids), 8);
      expect(line.proxy.calls.filter(({ name }) => name === SEND).length).toBeGreaterThan(8);
      const counts = line.open().passes.flatMap(({ receiveCounts }) => receiveCounts);
      expect(new Set(counts)).toEqual(new Set([1]));
    });
  }),
);

/** However fast the machine is. */
const everySecondThrottled = on(SEND, ({ number }) =>
  number % 2 === 0 ? awsError('Throttling', 'Maximum sending rate exceeded.') : undefined,
);

test.concurrent(
  'SES rejects one address for good: asked once, buried with its reason, the others mailed',
  scenarios.one(async () => {
    const email = 'bounced@visitor.test';
    const rule = on(SEND, ({ input }) =>
      JSON.stringify(input).includes(email)
        ? awsError('MessageRejected', `Address blacklisted: ${email}`)
        : undefined,
    );
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      const values = { name: 'B', email, message: 'Hello' };
      const [refused = '', ...others] = await line.submit({ values }, {}, {});
      const [first, ...rest] = await line.outcomeOf([refused, ...others]);
      expect(first).toMatchObject({ mails: 0, status: 'failed', buried: ['rejected'] });
      expectEachMailedOnce(rest, 2);
      expect(line.proxy.calls.filter(({ name }) => name === SEND)).toHaveLength(3);
      expect(line.delivers[0]?.process.output).not.toContain(email);
    });
  }),
);

const pending =
  'Email address is not verified. The following identities failed the check in region EU-WEST-1: contact@example.com';
const PAUSES: [string, Fault][] = [
  ['the identity is pending', awsError('MessageRejected', pending)],
  ['the account is paused', awsError('AccountSendingPausedException', 'Sending is paused.')],
  [
    'the configuration set is paused',
    awsError('ConfigurationSetSendingPausedException', 'Sending is paused.'),
  ],
  ['the day’s quota is used up', awsError('Throttling', 'Daily message quota exceeded.')],
];
test.concurrent.each(PAUSES)(
  'while %s, messages are parked, then mailed; none is buried',
  scenarios.each(PAUSES, async (_case, fault) => {
    let over = false;
    const rule = on(SEND, () => (over ? undefined : fault));
    const options = { deliver: bundles().deliver, rule, maxReceiveCount: 2 };
    await onLine(emulator(), options, async (line) => {
      const ids = await line.submit({}, {});
      line.open();
      await until(() => line.proxy.calls.filter(({ name }) => name === SEND).length >= 8);
      for (const { status, mails } of await line.cloud.ledger(ids)) {
        expect({ status, mails }).toEqual({ status: 'parked', mails: 0 });
      }
      over = true;
      expectEachMailedOnce(await line.outcomeOf(ids), 2);
    });
  }),
);

test.concurrent(
  'a role that may not send yet: mailed after the release that mends it',
  scenarios.one(async () => {
    const rule = on(SEND, first(3, awsError('AccessDenied', 'not authorized', 403)));
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      expectEachMailedOnce(await line.outcomeOf(await line.submit({})), 1);
    });
  }),
);

test.concurrent(
  'SES cannot be reached: mailed once',
  scenarios.one(async () => {
    const rule = on(SEND, first(2, { kind: 'drop', forwarded: false }));
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      expectEachMailedOnce(await line.outcomeOf(await line.submit({}, {})), 2);
    });
  }),
);

test.concurrent(
  'SES does not answer before the function is cut off: mailed once',
  scenarios.one(async () => {
    const rule = on(SEND, first(1, { kind: 'silence' }));
    const options = {
      deliver: bundles().deliver,
      rule,
      functionSeconds: 4,
      cutsOff: true,
    } as const;
    await onLine(emulator(), options, async (line) => {
      const ids = await line.submit({}, {}, {});
      const ledger = await line.outcomeOf(ids);
      expectEachMailedOnce(ledger, 3);
      expect(line.open().passes.map(({ invocation }) => invocation)).toContain('gone');
    });
  }),
);

test.concurrent(
  'without SES for good, a message rests in the dead-letter queue with its reason',
  scenarios.one(async () => {
    const options = { deliver: bundles().deliver, rule: on(SEND, UNAVAILABLE) };
    await onLine(emulator(), options, async (line) => {
      const [entry] = await line.outcomeOf(await line.submit({}));
      expect(entry).toMatchObject({ mails: 0, events: 0, status: 'failed', buried: ['ses'] });
      expect(line.open().passes.map(({ receiveCounts }) => receiveCounts[0])).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
      ]);
    });
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/ses', emulator());
});

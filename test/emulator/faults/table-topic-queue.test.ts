import { runningEmulator } from '../support/running-emulator';
import { itemKey } from './support/aws-call';
import { bundledFunctions, RECEIPTED, RECEIPTED_SECONDS } from './support/bundle';
import { ANSWER_LOST, awsError, either, first, on, type Rule, UNAVAILABLE } from './support/faults';
import { expectEachMailedOnce } from './support/ledger';
import { onLine } from './support/line';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

const SEND = 'ses:SendTemplatedEmail';
const PUT = 'dynamodb:PutItem';
const UPDATE = 'dynamodb:UpdateItem';
const ENQUEUE = 'sqs:SendMessage';
const throttled = awsError('ProvisionedThroughputExceededException');

/** Each of three messages: mailed once, recorded once, announced. */
async function expectNoHarm(rule: Rule, mostPasses = Infinity): Promise<void> {
  const options = { deliver: bundles().deliver, rule, visibilitySeconds: 4 };
  await onLine(emulator(), options, async (line) => {
    const ids = await line.submit({}, {}, {});
    expectEachMailedOnce(await line.outcomeOf(ids), 3);
    expect((await line.cloud.records()).size).toBe(3);
    const tries = line.open().passes.flatMap(({ receiveCounts }) => receiveCounts);
    expect(Math.max(...tries)).toBeLessThanOrEqual(mostPasses);
  });
}

test.concurrent(
  'SNS down: mailed once, announced when it is back',
  scenarios.one(async () => {
    await expectNoHarm(on('sns:Publish', first(12, UNAVAILABLE)));
  }),
);

test.concurrent(
  'SNS’s answer lost: mailed once, announced at least once',
  scenarios.one(async () => {
    await expectNoHarm(on('sns:Publish', first(4, ANSWER_LOST)));
  }),
);

test.concurrent(
  'DynamoDB throttled: mailed at the first delivery',
  scenarios.one(async () => {
    const rule = either(on(PUT, first(2, throttled)), on(UPDATE, first(2, throttled)));
    await expectNoHarm(rule, 1);
  }),
);

test.concurrent(
  'DynamoDB down before the mail: mailed once it is back',
  scenarios.one(async () => {
    await expectNoHarm(on(PUT, first(20, UNAVAILABLE)));
  }),
);

test.concurrent(
  'DynamoDB’s answers lost: its own claim and record are recognised',
  scenarios.one(async () => {
    const rule = either(on(PUT, first(3, ANSWER_LOST)), on(UPDATE, first(3, ANSWER_LOST)));
    await expectNoHarm(rule, 1);
  }),
);

test.concurrent(
  'DynamoDB down after the mail: the queue keeps the record, no second mail',
  scenarios.one(async () => {
    await expectNoHarm(on(UPDATE, first(20, UNAVAILABLE)));
  }),
);

test.concurrent(
  'all of DynamoDB down for a while: mailed once it is back',
  scenarios.one(async () => {
    await expectNoHarm(on('dynamodb:*', first(12, UNAVAILABLE)));
  }),
);

test.concurrent(
  'DynamoDB refuses the role: mailed after the release that mends it',
  scenarios.one(async () => {
    await expectNoHarm(on('dynamodb:*', first(4, awsError('AccessDeniedException'))));
  }),
);

test.concurrent(
  'SQS takes no copy of a throttled message: mailed at a later receive',
  scenarios.one(async () => {
    const rule = either(
      on(SEND, first(2, awsError('Throttling', 'Maximum sending rate exceeded.'))),
      on(ENQUEUE, first(6, UNAVAILABLE)),
    );
    await expectNoHarm(rule);
  }),
);

test.concurrent(
  'SQS’s answer on a copy lost: two copies, one mail',
  scenarios.one(async () => {
    const rule = either(
      on(SEND, first(3, awsError('Throttling', 'Maximum sending rate exceeded.'))),
      on(ENQUEUE, first(9, ANSWER_LOST)),
    );
    await expectNoHarm(rule);
  }),
);

test.concurrent(
  'SQS changes no visibility: the retry comes with the queue’s own',
  scenarios.one(async () => {
    const rule = either(
      on(SEND, first(2, UNAVAILABLE)),
      on('sqs:ChangeMessageVisibility', UNAVAILABLE),
    );
    await expectNoHarm(rule);
  }),
);

test.concurrent(
  'neither DynamoDB nor SQS takes the record for a while: mailed once, as there is time to try',
  scenarios.one(async () => {
    const rule = either(on(UPDATE, first(6, UNAVAILABLE)), on(ENQUEUE, first(6, UNAVAILABLE)));
    const options = { deliver: bundles().deliver, rule, functionSeconds: 60 };
    await onLine(emulator(), options, async (line) => {
      const [entry] = await line.outcomeOf(await line.submit({}));
      expect(entry).toMatchObject({ status: 'mailed', mails: 1, buried: [] });
    });
  }),
);

test.concurrent(
  'the dead-letter queue takes nothing: a refused message is buried in the end',
  scenarios.one(async () => {
    const rule = either(
      on(SEND, awsError('MessageRejected', 'Address blacklisted')),
      on(ENQUEUE, first(6, UNAVAILABLE)),
    );
    await onLine(emulator(), { deliver: bundles().deliver, rule }, async (line) => {
      const [entry] = await line.outcomeOf(await line.submit({}));
      expect(entry).toMatchObject({ mails: 0, status: 'failed', buried: ['rejected'] });
    });
  }),
);

test.concurrent(
  'a receipt’s faults never touch the owner’s mail',
  scenarios.one(async () => {
    const rule: Rule = (call) => {
      const ofReceipt =
        (itemKey(call) ?? '').startsWith('receipt#') ||
        JSON.stringify(call.input).includes('-receipt');
      return ofReceipt ? UNAVAILABLE : undefined;
    };
    await onLine(
      emulator(),
      { deliver: bundles().deliver, rule, functionSeconds: RECEIPTED_SECONDS },
      async (line) => {
        const ledger = await line.outcomeOf(await line.submit({ form: RECEIPTED }));
        expectEachMailedOnce(ledger, 1);
        expect(ledger[0]?.receipts).toBe(0);
      },
    );
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/table-topic-queue', emulator());
});

import { EventEmitter, once } from 'node:events';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Submission } from '../../../lambdas/contact-form/submission';
import { bundledFunctions, RECEIPTED, RECEIPTED_SECONDS } from './support/bundle';
import { runningEmulator } from '../support/running-emulator';
import { atMost } from './support/at-most';
import { awsError, on, type Rule } from './support/faults';
import { expectEachMailedOnce } from './support/ledger';
import { onLine, submission, VISITOR } from './support/line';
import { until } from './support/until';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

const SEND = 'ses:SendTemplatedEmail';

test.concurrent(
  'a message delivered five times, one after the other, is mailed once',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver, batchSize: 1 }, async (line) => {
      const { id } = submission();
      await line.submit({ id }, { id }, { id }, { id }, { id });
      expectEachMailedOnce(await line.outcomeOf([id]), 1);
    });
  }),
);

test.concurrent(
  'copies of a message in one batch are mailed once',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver }, async (line) => {
      const { id } = submission();
      await line.submit({ id }, { id }, { id }, { id }, { id });
      expectEachMailedOnce(await line.outcomeOf([id]), 1);
    });
  }),
);

/** Each process's first call waits until so many processes have made theirs. */
function atTheSameTime(processes: number): Rule {
  let waiting = processes;
  const arrived = new EventEmitter();
  const all = once(arrived, 'all');
  return ({ name, number }) => {
    if (name !== 'dynamodb:PutItem' || number > 1) return undefined;
    waiting -= 1;
    if (waiting === 0) arrived.emit('all');
    return { kind: 'hold', until: all };
  };
}

test.concurrent(
  'copies delivered by three processes at the same time are mailed once',
  scenarios.one(async () => {
    const options = {
      deliver: bundles().deliver,
      batchSize: 1,
      concurrency: 3,
      rule: atTheSameTime(3),
    };
    await onLine(emulator(), options, async (line) => {
      const messages = Array.from({ length: 4 }, () => submission());
      await atMost(4, messages, ({ id }) => line.submit({ id }, { id }, { id }));
      expectEachMailedOnce(await line.outcomeOf(messages.map(({ id }) => id)), 4);
      for (const { proxy } of line.delivers) expect(proxy.calls).not.toHaveLength(0);
    });
  }),
);

test.concurrent(
  'an address gets one receipt a day, however often its owner writes',
  scenarios.one(async () => {
    const options = {
      deliver: bundles().deliver,
      functionSeconds: RECEIPTED_SECONDS,
      visibilitySeconds: 4,
    };
    await onLine(emulator(), options, async (line) => {
      const ledger = await line.outcomeOf(
        await line.submit({ form: RECEIPTED }, { form: RECEIPTED }, { form: RECEIPTED }),
      );
      expectEachMailedOnce(ledger, 3);
      expect(ledger.reduce((sum, { receipts }) => sum + receipts, 0)).toBe(1);
    });
  }),
);

const POISON = 'poison@visitor.test';
const values = { ...VISITOR, email: POISON };
const isPoison = (input: unknown) => JSON.stringify(input).includes(POISON);

const POISONS: [string, string | Partial<Submission>, string][] = [
  ['that is no message of ours', 'not JSON', 'malformed'],
  ['that SES refuses', { values }, 'rejected'],
];
test.concurrent.each(POISONS)(
  'a poisonous message %s delays none of the nine beside it',
  scenarios.each(POISONS, async (_case, poison, reason) => {
    const rule = on(SEND, ({ input }) =>
      isPoison(input) ? awsError('MessageRejected', 'Address blacklisted') : undefined,
    );
    const options = { deliver: bundles().deliver, rule, maxReceiveCount: 3 };
    await onLine(emulator(), options, async (line) => {
      const before = await line.submit({}, {}, {}, {});
      if (typeof poison === 'string') await line.enqueue(poison);
      else await line.submit(poison);
      const ids = [...before, ...(await line.submit({}, {}, {}, {}, {}))];

      const source = line.open();
      await until(() => source.passes.length > 0);
      expect(source.passes[0]?.bodies).toHaveLength(10);
      expectEachMailedOnce(await line.cloud.ledger(ids), 9);

      await line.cloud.queueEmpties();
      const [buried, ...more] = await line.cloud.buried();
      expect(more).toEqual([]);
      expect(buried?.MessageAttributes?.['reason']?.StringValue).toBe(reason);
    });
  }),
);

test.concurrent(
  'a message at which SES hangs delays none of the nine beside it',
  scenarios.one(async () => {
    const rule = on(SEND, ({ input, number }) =>
      isPoison(input) && number <= 10 ? { kind: 'silence' } : undefined,
    );
    const options = {
      deliver: bundles().deliver,
      rule,
      // Ample for the nine, on a slow machine too: they go out before the function is cut off.
      functionSeconds: 10,
      cutsOff: true,
    } as const;
    await onLine(emulator(), options, async (line) => {
      const ids = await line.submit({}, {}, {}, {}, { values }, {}, {}, {}, {}, {});
      const others = ids.filter((_id, index) => index !== 4);
      const source = line.open();
      await until(async () => (await line.cloud.ledger(others)).every(({ mails }) => mails === 1));
      expect(source.passes).toEqual([]);
      expectEachMailedOnce(await line.outcomeOf(ids), 10);
    });
  }),
);

test.concurrent(
  'a message of a form that was renamed is mailed',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver }, async (line) => {
      expectEachMailedOnce(await line.outcomeOf(await line.submit({ form: 'renamed' })), 1);
    });
  }),
);

test.concurrent(
  'an expired message is neither stored nor mailed, nor kept',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver }, async (line) => {
      const receivedAt = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
      const [entry] = await line.outcomeOf(await line.submit({ receivedAt }));
      expect(entry).toMatchObject({ mails: 0, status: undefined, buried: [] });
    });
  }),
);

test.concurrent(
  'spam is stored and mailed to nobody, until it is released: then once',
  scenarios.one(async () => {
    await onLine(emulator(), { deliver: bundles().deliver }, async (line) => {
      const spam = submission({ spam: ['honeypot'] });
      await line.submit(spam, spam);
      const [entry] = await line.outcomeOf([spam.id]);
      expect(entry).toMatchObject({ mails: 0, status: 'spam', events: 0 });
      await line.enqueue({ kind: 'submission', submission: spam, released: true });
      await line.enqueue({ kind: 'submission', submission: spam, released: true });
      expectEachMailedOnce(await line.outcomeOf([spam.id]), 1);
    });
  }),
);

test.concurrent(
  'what is redriven from the dead-letter queue after the fix is mailed, once',
  scenarios.one(async () => {
    let isFixed = false;
    // Refused for good, one after the other, and the rest until their last receive.
    const broken: Rule = on(SEND, ({ number }) =>
      number % 2 === 0
        ? awsError('TemplateDoesNotExist', 'no such template')
        : awsError('InternalFailure', 'fault', 500),
    );
    const options = {
      deliver: bundles().deliver,
      rule: ((call) => (isFixed ? undefined : broken(call))) satisfies Rule,
    };
    await onLine(emulator(), options, async (line) => {
      const ids = await line.submit({}, {}, {}, {});
      await line.outcomeOf(ids);
      const buried = await line.cloud.takeBuried();
      expect(buried).toHaveLength(4);

      isFixed = true;
      // As StartMessageMoveTask does: the same bodies and attributes. Twice, as an owner may try again.
      for (const { Body, MessageAttributes } of [...buried, ...buried]) {
        await line.cloud.sqs.send(
          new SendMessageCommand({
            QueueUrl: line.outputs.queue,
            MessageBody: Body,
            MessageAttributes,
          }),
        );
      }
      expectEachMailedOnce(await line.outcomeOf(ids), 4);
    });
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/duplicates-and-poison', emulator());
});

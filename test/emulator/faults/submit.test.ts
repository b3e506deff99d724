import { METRICS } from '../../../lambdas/contact-form/contract';
import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions } from './support/bundle';
import { ANSWER_LOST, awsError, type Fault, first, on, UNAVAILABLE } from './support/faults';
import { atFront, type Front } from './support/front';
import { expectEachMailedOnce } from './support/ledger';
import { type Line, onLine } from './support/line';
import { expectLineCallsRecorded } from './support/recorded';
import { Scenarios } from './support/scenarios';

const emulator = runningEmulator();
const bundles = bundledFunctions();
const scenarios = new Scenarios();

const ENQUEUE = 'sqs:SendMessage';
const nothingBut = (id: unknown) => [String(id)];

function play(scenario: (front: Front, line: Line) => Promise<void>): Promise<void> {
  return onLine(emulator(), { deliver: bundles().deliver }, (line) =>
    atFront(emulator(), line, bundles().submit, (front) => scenario(front, line)),
  );
}

const QUEUE_FAULTS: [string, Fault, boolean][] = [
  ['SQS down', UNAVAILABLE, false],
  ['every answer of SQS lost', ANSWER_LOST, true],
];
test.concurrent.each(QUEUE_FAULTS)(
  '%s: 503, and the visitor’s next try with the same proof is mailed once',
  scenarios.each(QUEUE_FAULTS, async (_case, fault, isStored) => {
    await play(async (front, line) => {
      const proof = await front.proof();
      front.proxy.rule = on(ENQUEUE, fault);
      expect((await front.post(proof)).status).toBe(503);
      expect((await line.cloud.waiting()).some((count) => count > 0)).toBe(isStored);
      expect(front.metrics()).not.toContain(METRICS.received);

      front.proxy.rule = () => undefined;
      const { status, body } = await front.post(proof);
      expect(status).toBe(202);
      expectEachMailedOnce(await line.outcomeOf(nothingBut(body['id'])), 1);
      expect((await line.cloud.records()).size).toBe(1);
    });
  }),
);

test.concurrent(
  'submit’s own answer lost: the same text with the same proof is the same submission',
  scenarios.one(async () => {
    await play(async (front, line) => {
      const proof = await front.proof();
      const answers = [await front.post(proof), await front.post(proof)];
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      const [id, again] = answers.map(({ body }) => body['id']);
      expect(again).toBe(id);
      expectEachMailedOnce(await line.outcomeOf(nothingBut(id)), 1);
      expect((await line.cloud.records()).size).toBe(1);
      expect((await front.post(proof, { message: 'another text' })).status).toBe(400);
    });
  }),
);

test.concurrent(
  'killed once SQS has the message: the visitor’s next try is no second mail',
  scenarios.one(async () => {
    await play(async (front, line) => {
      const proof = await front.proof();
      front.proxy.rule = on(ENQUEUE, first(1, { kind: 'kill', forwarded: true }));
      await expect(front.post(proof)).rejects.toThrow('submit gone');
      const { status, body } = await front.post(proof);
      expect(status).toBe(202);
      expectEachMailedOnce(await line.outcomeOf(nothingBut(body['id'])), 1);
    });
  }),
);

test.concurrent(
  'SQS throttled for a moment: the visitor notices nothing',
  scenarios.one(async () => {
    await play(async (front, line) => {
      const proof = await front.proof();
      front.proxy.rule = on(ENQUEUE, first(2, awsError('RequestThrottled')));
      const { status, body } = await front.post(proof);
      expect(status).toBe(202);
      expectEachMailedOnce(await line.outcomeOf(nothingBut(body['id'])), 1);
    });
  }),
);

const GUARD_FAULTS: [string, Fault][] = [
  ['down', UNAVAILABLE],
  ['silent', { kind: 'silence' }],
  ['out of bounds', awsError('AccessDeniedException')],
];
test.concurrent.each(GUARD_FAULTS)(
  'the guard table %s: the message is taken, and the fault counted',
  scenarios.each(GUARD_FAULTS, async (_case, fault) => {
    await play(async (front, line) => {
      const proof = await front.proof();
      front.proxy.rule = on('dynamodb:*', fault);
      const { status, body } = await front.post(proof);
      expect(status).toBe(202);
      expect(front.metrics()).toEqual(
        expect.arrayContaining([METRICS.guardUnavailable, METRICS.received]),
      );
      expectEachMailedOnce(await line.outcomeOf(nothingBut(body['id'])), 1);
    });
  }),
);

test.concurrent(
  'control: with the guard table, a source that sends too much is held back',
  scenarios.one(async () => {
    await play(async (front) => {
      const proof = await front.proof();
      const statuses: number[] = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await front.post(proof)).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
      expect(front.metrics()).not.toContain(METRICS.guardUnavailable);
    });
  }),
);

test('every call was allowed, by iam-simulate too, and is in the recorded calls', async () => {
  await scenarios.all();
  await expectLineCallsRecorded('faults/submit', emulator());
});

import type { ApprovalAnswer, ApprovalRequest } from '../../../rehearsal/actions/approval-request';
import type { AskedApproval } from '../../../rehearsal/emulator/control';
import { type AnswerPorts, firstAnswer } from '../../../rehearsal/runner/first-answer';
import { deferred, definition } from '../support';

const REF = { executionId: 'one', stage: 'prod', action: 'Approve' };
const REQUEST: ApprovalRequest = { ...REF, commit: 'c0ffee', comment: 'Look at it' };
const never = () => new Promise<never>(() => undefined);

type Event = Parameters<AnswerPorts['emit']>[0];

/** Asks, and tells what was emitted, what was looked up, and the signal of each question. */
function ask(ports: Partial<AnswerPorts>, signal = new AbortController().signal) {
  const events: Event[] = [];
  const looked: AskedApproval[] = [];
  const signals: AbortSignal[] = [];
  const { approve = never, emulator = { approvalAnswer: never }, pause = never } = ports;
  const answer = firstAnswer(REQUEST, signal, {
    approve: (request, asking) => {
      signals.push(asking);
      return approve(request, asking);
    },
    emulator: {
      approvalAnswer: (asked) => {
        looked.push(asked);
        return emulator.approvalAnswer(asked);
      },
    },
    definition: () => Promise.resolve(definition({})),
    pause: (asking) => {
      signals.push(asking);
      return pause(asking);
    },
    emit: (event) => events.push(event),
  });
  return { answer, events, looked, signals };
}

test('the answer of a person counts while nobody has answered by the API', async () => {
  const given: ApprovalAnswer = { approved: true, by: 'terminal' };
  const { answer, events } = ask({ approve: () => Promise.resolve(given) });
  expect(await answer).toBe(given);
  expect(events).toEqual([
    { type: 'approval-asked', ...REF, request: REQUEST },
    { type: 'approval-answered', ...REF, approved: true, by: 'terminal' },
  ]);
});

test('an answer that names nobody is that of an option, and its comment is told', async () => {
  const given: ApprovalAnswer = { approved: false, reason: '--reject', comment: 'not today' };
  const { answer, events } = ask({ approve: () => Promise.resolve(given) });
  await answer;
  expect(events.at(-1)).toEqual({
    ...{ type: 'approval-answered', ...REF },
    ...{ approved: false, by: 'option', comment: 'not today' },
  });
});

test('an approval by the API counts while no person has answered', async () => {
  const byCall = { approved: true, summary: 'nothing is broader' };
  const { answer, events, looked } = ask({
    emulator: { approvalAnswer: () => Promise.resolve(byCall) },
  });
  expect(await answer).toEqual({ approved: true, by: 'call', comment: 'nothing is broader' });
  expect(events.at(-1)).toMatchObject({ by: 'call', comment: 'nothing is broader' });
  expect(looked).toEqual([
    { ...REF, pipeline: 'waypost', account: '111111111111', region: 'eu-west-1' },
  ]);
});

test('a rejection by the API gives its summary as the reason', async () => {
  const byCall = { approved: false, summary: 'too broad' };
  const { answer } = ask({ emulator: { approvalAnswer: () => Promise.resolve(byCall) } });
  expect(await answer).toEqual({
    ...{ approved: false, by: 'call' },
    ...{ comment: 'too broad', reason: 'too broad' },
  });
});

test('it looks again for an answer by the API after each pause', async () => {
  const answers = [undefined, undefined, { approved: true, summary: 'now' }];
  const pauses: AbortSignal[] = [];
  const { answer, looked } = ask({
    emulator: { approvalAnswer: () => Promise.resolve(answers.shift()) },
    pause: (signal) => Promise.resolve(void pauses.push(signal)),
  });
  expect(await answer).toMatchObject({ comment: 'now' });
  expect([looked.length, pauses.length]).toEqual([3, 2]);
});

test('once one has answered, neither question counts any more', async () => {
  const { answer, signals } = ask({
    approve: async () => {
      await Promise.resolve();
      return { approved: true };
    },
    emulator: { approvalAnswer: () => Promise.resolve(undefined) },
  });
  await answer;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test('with the approval itself, both questions end', async () => {
  const end = new AbortController();
  const asked = deferred();
  const { signals } = ask(
    {
      emulator: { approvalAnswer: () => Promise.resolve(undefined) },
      pause: () => {
        asked.resolve();
        return never();
      },
    },
    end.signal,
  );
  await asked.promise;
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
  end.abort();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test('a question that cannot be asked takes the other one back', async () => {
  const { answer, signals } = ask({ approve: () => Promise.reject(new Error('no terminal')) });
  await expect(answer).rejects.toThrow('no terminal');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

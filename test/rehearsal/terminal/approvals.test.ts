import type { ApprovalAnswer, ApprovalRequest } from '../../../rehearsal/actions/approval-request';
import { ApprovalDesk, firstAnswer } from '../../../rehearsal/terminal/approvals';

const request: ApprovalRequest = {
  executionId: 'one',
  commit: 'c0ffee',
  stage: 'prod',
  action: 'Approve',
};
const yes: ApprovalAnswer = { approved: true, by: 'console' };
const open = () => new AbortController().signal;
/** Asked until it is told that it is over; says so then. */
function asker() {
  const told: unknown[] = [];
  let give: (answer: ApprovalAnswer) => void = () => undefined;
  const ask = (_: ApprovalRequest, signal: AbortSignal) =>
    new Promise<ApprovalAnswer>((resolve, reject) => {
      give = resolve;
      signal.addEventListener('abort', () => {
        told.push(signal.reason);
        reject(signal.reason as Error);
      });
    });
  return {
    ask,
    told,
    give: (answer: ApprovalAnswer) => {
      give(answer);
    },
  };
}

describe('a question to several', () => {
  test('has the first answer, and the others are told', async () => {
    const [terminal, page] = [asker(), asker()];
    const answer = firstAnswer([terminal.ask, page.ask])(request, open());
    page.give(yes);

    expect(await answer).toEqual(yes);
    expect(terminal.told).toHaveLength(1);
  });

  test('stays open for the others when one cannot be asked', async () => {
    const page = asker();
    const closed = () => Promise.reject(new Error('nobody there'));
    const answer = firstAnswer([closed, page.ask])(request, open());
    await new Promise(setImmediate);
    page.give(yes);

    expect(await answer).toEqual(yes);
  });

  test('fails with the first reason when nobody can be asked', async () => {
    const closed = () => Promise.reject(new Error('nobody there'));
    await expect(firstAnswer([closed])(request, open())).rejects.toThrow('nobody there');
  });

  test('that has lost its sense is taken back from everybody, with that reason', async () => {
    const [terminal, page] = [asker(), asker()];
    const over = new AbortController();
    const answer = firstAnswer([terminal.ask, page.ask])(request, over.signal);
    over.abort(new Error('expired'));

    await expect(answer).rejects.toThrow('expired');
    expect([...terminal.told, ...page.told]).toHaveLength(2);
  });
});

describe('the desk', () => {
  test('takes one answer to an open question, and says whether it counts', async () => {
    const desk = new ApprovalDesk();
    expect(desk.answer(request, yes)).toBe(false);
    const answer = desk.ask(request, open());

    expect(desk.answer({ ...request, stage: 'dev' }, yes)).toBe(false);
    expect(desk.answer(request, yes)).toBe(true);
    expect(desk.answer(request, { approved: false, reason: 'no' })).toBe(false);
    expect(await answer).toEqual(yes);
  });

  test('takes no answer to a question that was taken back', async () => {
    const desk = new ApprovalDesk();
    const over = new AbortController();
    const answer = desk.ask(request, over.signal);
    over.abort(new Error('expired'));

    await expect(answer).rejects.toThrow('expired');
    expect(desk.answer(request, yes)).toBe(false);
  });
});

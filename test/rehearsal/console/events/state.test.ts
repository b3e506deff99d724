import type { ConsoleEvent } from '../../../../rehearsal/console/events/console-event';
import { ConsoleState } from '../../../../rehearsal/console/events/state';
import { deliveredRun, ended, sideBySideRun } from '../../events';
import { at, mail } from '../world';

function stateOf(events: readonly ConsoleEvent[]): ConsoleState {
  const state = new ConsoleState();
  for (const event of events) state.add(event);
  return state;
}

const begun: ConsoleEvent = {
  type: 'rehearsal-started',
  at: at(0),
  repository: '/repo',
  commit: 'c0ffee',
};
const ref = { executionId: 'one', stage: 'prod', action: 'Approve' };
const asked: ConsoleEvent = {
  type: 'approval-asked',
  at: at(2),
  ...ref,
  request: { ...ref, commit: 'c0ffee' },
};

describe('the state of the console', () => {
  test('is the same for whoever has had the same events', () => {
    expect(stateOf(deliveredRun)).toEqual(stateOf(structuredClone(deliveredRun)));
    expect(stateOf(deliveredRun).report).toMatchObject({ outcome: 'succeeded' });
  });

  test('has a question open until it is answered, here or elsewhere', () => {
    expect(stateOf([begun, asked]).openApprovals).toHaveLength(1);
    const answered = { type: 'approval-answered', at: at(3), ...ref, approved: true } as const;
    const state = stateOf([begun, asked, { ...answered, by: 'terminal' }]);

    expect(state.openApprovals).toEqual([]);
    expect(state.approvalOf(ref)).toMatchObject({ answer: { approved: true, by: 'terminal' } });
  });

  test.each([
    [{ type: 'action-ended', at: at(9), ...ref, status: 'expired' }],
    [{ ...ended, outcome: 'failed' }],
  ] as const)('takes a question back without an answer (%j)', (end) => {
    const state = stateOf([begun, asked, end]);
    expect(state.openApprovals).toEqual([]);
    expect(state.approvalOf(ref)?.answer).toBeUndefined();
  });

  test('knows who waits for which stage, until it is superseded', () => {
    const waiting = sideBySideRun.findIndex(({ type }) => type === 'execution-waiting');
    const until = (count: number) => stateOf([begun, ...sideBySideRun.slice(0, count)]);

    expect(until(waiting + 1).waitingOf('two')).toEqual({ stage: 'prod', behind: 'one' });
    expect(until(sideBySideRun.length).waitingOf('two')).toBeUndefined();
  });

  test('has what an action is at, as long as it runs', () => {
    const action = { executionId: 'one', stage: 'dev', action: 'Deploy' };
    const progress = { type: 'action-progress', at: at(3), ...action, detail: 'npm ci' } as const;
    const end = { type: 'action-ended', at: at(4), ...action, status: 'succeeded' } as const;

    expect(stateOf([begun, progress]).progressOf(action)).toBe('npm ci');
    expect(stateOf([begun, progress, end]).progressOf(action)).toBeUndefined();
  });

  test('has each mail once, oldest first', () => {
    const sent = (messageId: string): ConsoleEvent => ({
      type: 'mail-sent',
      at: at(5),
      mail: mail({ messageId }),
    });
    const { mails } = stateOf([begun, sent('a'), sent('b'), sent('a')]);
    expect(mails.map(({ messageId }) => messageId)).toEqual(['a', 'b']);
  });
});

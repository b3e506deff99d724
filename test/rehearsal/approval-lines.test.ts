import { createColors } from 'picocolors';
import type { StackChanges } from '../../rehearsal/actions/approval';
import { approvalLines } from '../../rehearsal/reporters/approval-lines';

const stack = (stackName: string, changes: StackChanges['changes'] = []): StackChanges => ({
  stackName,
  account: '222222222222',
  region: 'eu-west-1',
  exists: true,
  changes,
});
const changed = stack('contact', [
  { change: 'replaced', type: 'AWS::SQS::Queue', logicalId: 'Queue', properties: ['QueueName'] },
]);
const shown = (...stacks: StackChanges[]) =>
  approvalLines(
    { executionId: 'one', commit: 'c0ffee', stage: 'prod', action: 'Approve', stacks },
    createColors(false),
  );

describe('approval', () => {
  test('lists what changes, and sums up the stacks without a change', () => {
    expect(shown(stack('dns'), changed, stack('email'))).toEqual([
      '  prod waits for approval. It would change:',
      '    contact (222222222222, eu-west-1): 1 replaced',
      '      ! replaced AWS::SQS::Queue Queue: QueueName',
      '    2 stacks stay as they are',
    ]);
  });

  test('of a release that changes nothing says so, and no more', () => {
    expect(shown(stack('dns'), stack('email'))).toEqual([
      '  prod waits for approval. It would change nothing.',
    ]);
  });

  test('control: speaks of no stack that stays when every one changes', () => {
    expect(shown(changed).join()).not.toMatch(/stay/);
  });
});

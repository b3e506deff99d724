import { noticeOfUpdate } from '../../../../../bin/commands/rehearse/waypost/notice-of-update';
import { MUTATION_SUMMARY_VARIABLE } from '../../../../../release/mutation/contract';

test.each([
  ['1 broader, 0 not rated, 0 not broader', true],
  ['0 broader, 2 not rated, 0 not broader', true],
  ['0 broader, 0 not rated, 3 not broader', false],
])('of an update whose grants are %s it tells them: %s', (counts, told) => {
  const grants = `Permissions in the pipeline's stack: ${counts}.\n- broader: Allow a:b on *`;
  const summary = `${grants}\n- not broader: Allow c:d on *\nThis commit changes the pipeline.`;
  const notice = noticeOfUpdate({ [MUTATION_SUMMARY_VARIABLE]: summary });
  expect(notice).toBe(told ? grants : undefined);
});

test('of an update without a summary it tells nothing', () => {
  expect(noticeOfUpdate({})).toBeUndefined();
});

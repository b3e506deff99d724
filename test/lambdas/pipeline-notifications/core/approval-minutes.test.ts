import { approvalMinutes } from '../../../../lambdas/pipeline-notifications/core/approval-minutes';

const minutesOf = approvalMinutes(JSON.stringify({ prod: 60, ReviewPipeline: 0 }));

test('each stage has its own minutes', () => {
  expect(minutesOf('prod')).toBe(60);
  expect(minutesOf('ReviewPipeline')).toBe(0);
});

test('a stage without minutes is an error that says what to do', () => {
  expect(() => minutesOf('staging')).toThrow(/has no staging: deploy the pipeline again/);
});

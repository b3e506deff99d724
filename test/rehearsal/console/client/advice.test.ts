import { adviceFor } from '../../../../rehearsal/console/client/advice';

test.each([
  ['CloudFormation', 'failed', 'The stack is in ROLLBACK_COMPLETE', /Delete it/],
  ['CodeBuild', 'failed', 'AccessDenied: role/x may not s3:PutObject', /grant it/],
  ['CodeBuild', 'failed', 'npm run check ended with code 1', /mend it and commit/],
  ['Manual', 'rejected', 'prod was rejected: within reason', /A new commit asks again/],
  [
    'CodeBuild',
    'failed',
    'planted by --break Synth:deny: AccessDenied',
    /You asked for this fault/,
  ],
  ['preparation', 'failed', 'The emulator has ended in mid-run', /start again/],
  [
    'CodeBuild',
    'failed',
    'x took longer than its limit. `npm start -- --patience 5` …',
    /five times/,
  ],
  [
    'CodeBuild',
    'failed',
    'Build one failed\n  | the emulator, within\n  | --patience',
    /first error/,
  ],
  ['Manual', 'expired', 'prod was neither approved nor rejected within 5 minutes', /asks again/],
])('a failure of %s that is %s with %j is told what to do', (provider, status, error, advice) => {
  expect(adviceFor({ provider, status, error })).toMatch(advice);
});

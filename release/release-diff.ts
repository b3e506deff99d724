import { readEnv } from '../lambdas/shared/env';
import { runScript } from '../lambdas/shared/run-script';
import { RELEASE_DIFF_ENV } from '../lambdas/release-diff/contract';

runScript('Release diff', async () => {
  readEnv(RELEASE_DIFF_ENV);
  await Promise.resolve();
});

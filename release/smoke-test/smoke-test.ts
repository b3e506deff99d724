import { STSClient } from '@aws-sdk/client-sts';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMOKE_TEST_ENV } from '../../lambdas/contact-form/contract';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { readEnv } from '../../lambdas/shared/env';
import { runScript } from '../run-script';
import { runSmokeTest } from './run-smoke-test';

/** Tests one environment after its deployment. Runs in CodeBuild, bundled into one file. */
runScript('Smoke test', async () => {
  const settings = readEnv(SMOKE_TEST_ENV);
  const sts = new STSClient({ region: settings.region });
  await runSmokeTest(settings, {
    assumeRole: (roleArn) => assumeRole(sts, roleArn, 'smoke-test'),
    now: () => performance.now(),
    sleep: (ms) => sleep(ms),
    print: (line) => {
      console.log(line);
    },
  });
});

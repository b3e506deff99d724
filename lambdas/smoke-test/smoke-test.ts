import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMOKE_TEST_ENV } from '../contact-form/contract';
import { readEnv } from '../shared/env';
import { type Credentials, runSmokeTest } from './run-smoke-test';

/**
 * Tests one environment after its deployment. Runs in CodeBuild, bundled into one file, as
 * `node smoke-test.mjs`. Exit code 0, or 1 with the reason on stderr.
 */
async function main() {
  const settings = readEnv(SMOKE_TEST_ENV);
  const sts = new STSClient({ region: settings.region });
  await runSmokeTest(settings, {
    assumeRole: (roleArn) => assumeRole(sts, roleArn),
    now: () => performance.now(),
    sleep: (ms) => sleep(ms),
    print: (line) => {
      console.log(line);
    },
  });
}

async function assumeRole(sts: STSClient, roleArn: string): Promise<Credentials> {
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'smoke-test',
      DurationSeconds: 900,
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new Error(`STS answered without credentials for ${roleArn}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

// Until every step has passed: a promise that never settles ends the process, with this code.
process.exitCode = 1;
main().then(
  () => {
    process.exitCode = 0;
  },
  (error: unknown) => {
    console.error(`Smoke test failed: ${error instanceof Error ? error.message : String(error)}`);
  },
);

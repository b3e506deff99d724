import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfGauge } from '../shared/metrics';
import { parseStacks } from '../shared/stack-address';
import { DRIFT_ENV } from './contract';
import { detectDrift } from './detect-drift';
import { tellDrift } from './tell';

const env = readEnv(DRIFT_ENV);
const stacks = parseStacks(DRIFT_ENV.stacks, env.stacks);

/** Called once a day. */
export async function handler(): Promise<void> {
  const report = await detectDrift(
    stacks,
    (region) => new CloudFormationClient({ region }),
    (ms) => sleep(ms),
  );
  tellDrift(report, jsonLogger(), emfGauge(env.namespace, env.environment));
}

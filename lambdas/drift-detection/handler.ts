import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfGauge } from '../shared/metrics';
import { parseStacks } from '../shared/stack-address';
import { cloudFormationDrift } from './cloudformation-drift';
import { DRIFT_ENV } from './contract';
import { detectDrift } from './core';
import { tellDrift } from './tell';

const env = readEnv(DRIFT_ENV);
const stacks = parseStacks(DRIFT_ENV.stacks, env.stacks);
const ports = cloudFormationDrift();

/** Called once a day. */
export async function handler(): Promise<void> {
  const report = await detectDrift(stacks, ports);
  tellDrift(report, jsonLogger(), emfGauge(env.namespace, env.environment));
}

import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfGauge } from '../shared/metrics';
import { LEVELS_ENV } from './contract';
import { probe } from './http-probe';
import { look } from './look';
import { readMetrics } from './read-metrics';

const env = readEnv(LEVELS_ENV);
const client = new CloudWatchClient({});

/** Called every five minutes. */
export async function handler(): Promise<void> {
  await look(
    {
      probe: () =>
        probe([
          { name: 'page', url: env.contactPageUrl, status: 200 },
          { name: 'api', url: env.probeUrl, status: Number(env.probeStatus) },
        ]),
      read: (from, to) => readMetrics(client, env, from, to),
      now: () => new Date(),
    },
    jsonLogger(),
    emfGauge(env.namespace, env.environment),
  );
}

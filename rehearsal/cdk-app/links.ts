import { describeStack } from '../../lambdas/shared/describe-stack';
import type { Links } from '../app';
import { accountCredentials, type Cloud } from '../emulator/cloud';
import { toLocal } from '../emulator/coverage';
import type { Plan } from '../plan/plan';
import { deliveredStacks } from './delivered-stacks';

/** The outputs of the delivered stacks that are addresses which answer on this machine. */
export async function linksOf(plan: Plan, cloud: Cloud): Promise<Links> {
  const served = await cloud.emulator.endpoints();
  const found = await Promise.all(
    deliveredStacks(plan).map(async ({ stackName, account, region, stage }) => {
      const client = cloud.cloudFormation(accountCredentials(account), region);
      const { Outputs = [] } = (await describeStack(client, stackName)) ?? {};
      return Outputs.flatMap(({ OutputKey: name = '', OutputValue: value = '' }) => {
        const address = toLocal(value, served);
        return isLocal(address) ? [{ name, environment: stage, address }] : [];
      });
    }),
  );
  return { endpoints: found.flat(), commands: {} };
}

function isLocal(address: string): boolean {
  const { protocol, hostname } = URL.parse(address) ?? {};
  return (
    (protocol === 'http:' || protocol === 'https:') &&
    /^(?:127\.0\.0\.1|(?:.*\.)?localhost)$/.test(hostname ?? '')
  );
}

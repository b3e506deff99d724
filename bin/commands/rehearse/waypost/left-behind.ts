import { removalCommand } from '../../../../release/review/contract';
import { accountCredentials, type Cloud } from '../../../../rehearsal/emulator/cloud';
import type { ProvisionedResource } from '../../../../rehearsal/emulator/inventory';
import { describeStack } from '../../../../lambdas/shared/describe-stack';
import { actionsOf } from '../../../../rehearsal/plan/stage';
import type { Plan } from '../../../../rehearsal/plan/plan';
import type { StackPlace } from '../../../../rehearsal/seen';

/**
 * Says how to remove each stack of the project that exists in the cloud, but that the pipeline does not
 * deliver. A stack's tags name its project (lib/tags.ts).
 */
export async function stacksLeftBehind(
  resources: readonly ProvisionedResource[],
  plan: Plan,
  project: string,
  cloud: Pick<Cloud, 'cloudFormation'>,
): Promise<string[]> {
  const delivered = new Set(
    actionsOf(plan)
      .filter((action) => action.provider === 'CloudFormation')
      .map((action) => keyOf({ ...action, stack: action.stackName })),
  );
  const others = new Map(
    resources.map((one) => [keyOf(one), one] as const).filter(([key]) => !delivered.has(key)),
  );
  const found = await Promise.all(
    [...others.values()].map(async ({ stack: stackName, account, region }) => {
      const client = cloud.cloudFormation(accountCredentials(account), region);
      const { Tags = [] } = (await describeStack(client, stackName)) ?? {};
      const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
      if (tags.get('project') !== project || isPipelines(tags.get('stack'), region, plan))
        return [];
      // If the pipeline no longer has an environment, the configuration no longer has its account.
      const environment = tags.get('environment') ?? account;
      const isKnown =
        environment === 'tools' || plan.stages.some(({ name }) => name === environment);
      const command = removalCommand(isKnown ? environment : account, { stackName, region });
      return [
        `${stackName} in ${region} of account ${account} is no longer delivered, and stays as it is. To remove it here: ${command} --rehearsal`,
      ];
    }),
  );
  return found.flat().sort();
}

/** Stacks that no action delivers: bootstrap's, the pipeline's own, and its artifact stores in other regions. */
function isPipelines(stack: string | undefined, region: string, { stores }: Plan): boolean {
  if (stack === 'pipeline-replica') return stores.has(region);
  return stack === 'pipeline' || stack === 'bootstrap';
}

function keyOf({ stack, account, region }: StackPlace): string {
  return `${stack} ${account} ${region}`;
}

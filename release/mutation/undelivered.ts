import { type JsonObject, objectOf } from '../../lambdas/shared/json-object';
import type { StackInAccount } from '../../lambdas/shared/stack-address';
import { removalCommand } from '../review/contract';
import { addressOf } from '../review/left-behind';

/** What the next cloud assembly delivers, and how the configuration calls the accounts. */
export interface NextDelivery {
  readonly stacks: readonly StackInAccount[];
  /** Account id -> `tools`, or the name of an environment. */
  readonly accountNames: ReadonlyMap<string, string>;
}

/**
 * Commands that remove what the pipeline delivers now and will deliver no longer: single stacks, and those of an
 * environment that is gone. They are in an order in which they can be run: the reverse of their deployment.
 */
export function undelivered(
  deployed: unknown,
  { stacks, accountNames }: NextDelivery,
  pipeline: StackInAccount,
): string[] {
  const next = new Set(stacks.map(keyOf));
  return deliveredBy(deployed, pipeline)
    .filter((stack) => !next.has(keyOf(stack)))
    .reverse()
    .map((stack) => removalCommand(accountNames.get(stack.account) ?? stack.account, stack));
}

/** Stacks of the CloudFormation actions in a template's pipeline, in the order of their deployment. */
function deliveredBy(template: unknown, pipeline: StackInAccount): StackInAccount[] {
  return members(objectOf(template)['Resources'])
    .filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline')
    .flatMap(({ Properties }) => members(objectOf(Properties)['Stages']))
    .flatMap(({ Actions }) =>
      members(Actions)
        .filter(({ ActionTypeId }) => objectOf(ActionTypeId)['Provider'] === 'CloudFormation')
        .sort((a, b) => Number(a['RunOrder'] ?? 1) - Number(b['RunOrder'] ?? 1)),
    )
    .flatMap(({ Configuration, Region, RoleArn }) => {
      const { StackName } = objectOf(Configuration);
      if (typeof StackName !== 'string') return [];
      // Most of an ARN is text, also where a function joins it.
      const [, account] = /:iam::(\d{12}):role/.exec(JSON.stringify(RoleArn ?? '')) ?? [];
      return {
        stackName: StackName,
        region: typeof Region === 'string' ? Region : pipeline.region,
        account: account ?? pipeline.account,
      };
    });
}

function keyOf(stack: StackInAccount): string {
  return `${addressOf(stack)} of ${stack.account}`;
}

/** Of a list or an object. */
function members(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? value : Object.values(objectOf(value))).map(objectOf);
}

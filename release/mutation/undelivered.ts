import { removalCommand } from '../review/contract';
import type { StackPlace } from '../review/deployed-stack';
import { placeOf } from '../review/left-behind';

type Part = Readonly<Record<string, unknown>>;

/** A stack in an account. */
export interface PlacedStack extends StackPlace {
  readonly account: string;
}

/** What the next cloud assembly delivers, and how the configuration calls the accounts. */
export interface NextDelivery {
  readonly stacks: readonly PlacedStack[];
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
  place: PlacedStack,
): string[] {
  const next = new Set(stacks.map(keyOf));
  return deliveredBy(deployed, place)
    .filter((stack) => !next.has(keyOf(stack)))
    .reverse()
    .map((stack) => removalCommand(accountNames.get(stack.account) ?? stack.account, stack));
}

/** Stacks of the CloudFormation actions in a template's pipeline, in the order of their deployment. */
function deliveredBy(template: unknown, place: PlacedStack): PlacedStack[] {
  return members(part(template)['Resources'])
    .filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline')
    .flatMap(({ Properties }) => members(part(Properties)['Stages']))
    .flatMap(({ Actions }) =>
      members(Actions)
        .filter(({ ActionTypeId }) => part(ActionTypeId)['Provider'] === 'CloudFormation')
        .sort((a, b) => Number(a['RunOrder'] ?? 1) - Number(b['RunOrder'] ?? 1)),
    )
    .flatMap(({ Configuration, Region, RoleArn }) => {
      const { StackName } = part(Configuration);
      if (typeof StackName !== 'string') return [];
      // Most of an ARN is text, also where a function joins it.
      const [, account] = /:iam::(\d{12}):role/.exec(JSON.stringify(RoleArn ?? '')) ?? [];
      return {
        stackName: StackName,
        region: typeof Region === 'string' ? Region : place.region,
        account: account ?? place.account,
      };
    });
}

function keyOf(stack: PlacedStack): string {
  return `${placeOf(stack)} of ${stack.account}`;
}

function part(value: unknown): Part {
  return typeof value === 'object' && value !== null ? (value as Part) : {};
}

function members(value: unknown): Part[] {
  return Object.values(part(value)).map(part);
}

import type { StackAddress } from '../../lambdas/shared/stack-address';
import { accountNames, environmentPrefix } from '../../lib/naming';
import type { ProjectName } from '../../lib/types/branded';
import { removalCommand } from './contract';
import type { StackLeftBehind } from './diff/model';
import type { StackLister } from './ports';

/** Longest time for a region in which nothing is delivered: no release waits for it. */
const ELSEWHERE_MS = 10_000;

export interface Delivery {
  readonly project: ProjectName;
  /** `tools`, or the name of an environment. */
  readonly account: string;
  /** Stacks that the release delivers to the account. */
  readonly delivered: readonly StackAddress[];
  /** Other regions to look in: the stack of an option may be the only one in its region. */
  readonly regions: readonly string[];
}

/**
 * Stacks of the project in one account that the release does not deliver, in an order in which they can be
 * removed. A stack is the project's by its tags: its name could be the beginning of another project's.
 */
export async function stacksLeftBehind(
  lister: StackLister,
  { project, account, delivered, regions }: Delivery,
): Promise<StackLeftBehind[]> {
  const known = new Set(delivered.map(addressOf));
  const own = new Set(delivered.map(({ region }) => region));
  const prefix = account === 'tools' ? project : environmentPrefix(project, account);
  const { bootstrapStack } = accountNames(project);
  const leftIn = async (region: string, signal?: AbortSignal) => {
    const others = (await lister.names(region, `${prefix}-`, signal))
      .map((stackName): StackAddress => ({ stackName, region }))
      .filter((stack) => !known.has(addressOf(stack)) && stack.stackName !== bootstrapStack);
    const tags = await Promise.all(others.map((stack) => lister.tags(stack, signal)));
    return others.filter(
      (_, index) => tags[index]?.['project'] === project && tags[index]['environment'] === account,
    );
  };
  const left = await Promise.all(
    [...new Set([...own, ...regions])].map((region) =>
      own.has(region)
        ? leftIn(region).catch((error: unknown) => {
            throw withRemedy(error, account);
          })
        : // The region may be disabled, closed to the account or down. None of that concerns a release.
          leftIn(region, AbortSignal.timeout(ELSEWHERE_MS)).catch(() => []),
    ),
  );
  return left.flat().map((stack) => ({ ...stack, command: removalCommand(account, stack) }));
}

/** Bootstrap makes the roles that list stacks. A role of an older bootstrap may not list them. */
function withRemedy(error: unknown, account: string): unknown {
  if (!(error instanceof Error) || !error.name.startsWith('AccessDenied')) return error;
  return new Error(
    `${error.message}. If ${account} was not bootstrapped since the last update of Waypost, ` +
      `run \`npx waypost bootstrap ${account}\`, and release again.`,
    { cause: error },
  );
}

export function addressOf({ stackName, region }: StackAddress): string {
  return `${stackName} in ${region}`;
}

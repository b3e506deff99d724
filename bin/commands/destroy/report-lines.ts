import { estimateCost } from '../../../lib/pricing/estimate';
import type { StackAddress } from '../../../lambdas/shared/stack-address';
import type { KeptResource, StandingStack } from './ports';

export interface Remains {
  readonly kept: readonly KeptResource[];
  readonly logGroups: readonly string[];
  readonly bootstrap: readonly StackAddress[];
}

/** Text before the deletion: what goes, and what stays. */
export function planLines(
  name: string,
  stacks: readonly StandingStack[],
  kept: readonly KeptResource[],
): string[] {
  return [
    `This deletes ${name}, in this order:`,
    ...stacks.map(
      ({ stackName, region, status }) =>
        `  ${stackName} in ${region}${status.endsWith('FAILED') ? ` (${status})` : ''}`,
    ),
    kept.length === 0 ? 'and everything in them.' : 'and everything in them, except:',
    ...kept.map(resourceLine),
  ];
}

/** Text after the deletion: what still exists, and what it costs. */
export function remainsLines({ kept, logGroups, bootstrap }: Remains): string[] {
  return [
    ...(kept.length === 0
      ? ['No resource of a deleted stack was kept.']
      : [
          'Kept when their stacks were deleted (CloudFormation remembers this for 90 days). Delete by hand what you do not need:',
          ...kept.map(resourceLine),
          `  ${costOf(kept)}`,
        ]),
    ...(logGroups.length === 0
      ? []
      : ['Log groups, 0.03 USD a month for each GB:', ...logGroups.map((group) => `  ${group}`)]),
    ...(bootstrap.length === 0
      ? []
      : [
          'Made by bootstrap, needed for deployments, and costs almost nothing:',
          ...bootstrap.map(({ stackName, region }) => `  ${stackName} in ${region}`),
        ]),
  ];
}

function resourceLine({ logicalId, physicalId, resource, stackName, region }: KeptResource) {
  return `  ${resource.Type} ${physicalId || logicalId} (${stackName} in ${region})`;
}

/** At list prices, without the cost of stored data. */
function costOf(kept: readonly KeptResource[]): string {
  const templates = kept.map(({ stackName, logicalId, resource }) => ({
    stackName,
    account: '',
    template: { Resources: { [logicalId]: resource } },
  }));
  const { idle } = estimateCost(templates).list;
  return `together ${idle.toFixed(2)} USD a month, plus the cost of what they store`;
}

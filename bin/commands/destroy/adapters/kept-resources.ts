import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { PricedResource } from '../../../../lib/pricing/template';
import { itemsOf } from '../../../../lambdas/shared/pages';
import { askAws } from '../../terminal/aws-account';
import type { KeptResource, StandingStack } from '../ports';
import type { StackAddress } from '../../../../lambdas/shared/stack-address';

type DeclaredResource = PricedResource & { readonly DeletionPolicy?: string };

/** Resources that an existing stack will keep, by its template. */
export async function willKeep(
  client: CloudFormationClient,
  stack: StandingStack,
): Promise<KeptResource[]> {
  const pages = paginateListStackResources({ client }, { StackName: stack.stackId });
  const found = await askAws(() =>
    itemsOf(pages, ({ StackResourceSummaries }) => StackResourceSummaries),
  );
  const resources = await templateResources(client, stack.stackId);
  return declared(found, stack, resources).filter(({ resource }) =>
    resource.DeletionPolicy?.startsWith('Retain'),
  );
}

/** Resources that a deleted stack kept, by its events. */
export async function hasKept(
  client: CloudFormationClient,
  stack: StackAddress,
  stackId: string,
): Promise<KeptResource[]> {
  const pages = paginateDescribeStackEvents({ client }, { StackName: stackId });
  const events = await askAws(() => itemsOf(pages, ({ StackEvents }) => StackEvents));
  const skipped = events.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED');
  return declared(skipped, stack, await templateResources(client, stackId));
}

/** Those that the template declares. */
function declared(
  found: readonly Pick<StackEvent, 'LogicalResourceId' | 'PhysicalResourceId'>[],
  { stackName, region }: StackAddress,
  resources: Readonly<Record<string, DeclaredResource>>,
) {
  return found.flatMap(
    ({ LogicalResourceId: logicalId = '', PhysicalResourceId: physicalId = '' }) => {
      const resource = resources[logicalId];
      return resource ? [{ stackName, region, logicalId, physicalId, resource }] : [];
    },
  );
}

/** The resources of the template. A stack that only had a change set has no template. */
async function templateResources(client: CloudFormationClient, StackName: string) {
  const answer = await askAws(() =>
    client
      .send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }))
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ValidationError') return undefined;
        throw error;
      }),
  );
  const { Resources = {} } = JSON.parse(answer?.TemplateBody ?? '{}') as {
    Resources?: Readonly<Record<string, DeclaredResource>>;
  };
  return Resources;
}

import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { PricedResource } from '../../../../lib/pricing/template';
import { askAws } from '../../terminal/aws-account';
import type { KeptResource, StandingStack } from '../ports';
import type { StackAddress } from '../../../../lambdas/shared/stack-address';

type DeclaredResource = PricedResource & { readonly DeletionPolicy?: string };

/** Resources that an existing stack will keep, by its template. */
export async function willKeep(
  client: CloudFormationClient,
  { stackName, region, stackId: StackName }: StandingStack,
): Promise<KeptResource[]> {
  const resources = await templateResources(client, StackName);
  const kept: KeptResource[] = [];
  await askAws(async () => {
    for await (const page of paginateListStackResources({ client }, { StackName })) {
      for (const {
        LogicalResourceId: logicalId = '',
        PhysicalResourceId,
      } of page.StackResourceSummaries ?? []) {
        const resource = resources[logicalId];
        if (!resource?.DeletionPolicy?.startsWith('Retain')) continue;
        kept.push({ stackName, region, logicalId, physicalId: PhysicalResourceId ?? '', resource });
      }
    }
  });
  return kept;
}

/** Resources that a deleted stack kept, by its events. */
export async function hasKept(
  client: CloudFormationClient,
  { stackName, region }: StackAddress,
  StackName: string,
): Promise<KeptResource[]> {
  const resources = await templateResources(client, StackName);
  const kept: KeptResource[] = [];
  await askAws(async () => {
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client },
      { StackName },
    )) {
      for (const {
        LogicalResourceId: logicalId = '',
        PhysicalResourceId,
        ...event
      } of StackEvents) {
        const resource = resources[logicalId];
        if (event.ResourceStatus !== 'DELETE_SKIPPED' || resource === undefined) continue;
        kept.push({ stackName, region, logicalId, physicalId: PhysicalResourceId ?? '', resource });
      }
    }
  });
  return kept;
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

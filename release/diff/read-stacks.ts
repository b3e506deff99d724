import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { StackReader } from './ports';

/** Reads stacks through the one client of each region. Rejects with the SDK's errors. */
export function stackReader(clientIn: (region: string) => CloudFormationClient): StackReader {
  return {
    async read({ stackName: StackName, region }) {
      const client = clientIn(region);
      const { Stacks = [] } = await client
        .send(new DescribeStacksCommand({ StackName }))
        .catch(absent);
      const [stack] = Stacks;
      // Nothing was made of it yet: its change set waits.
      if (!stack || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined;
      const { TemplateBody = '' } = await client.send(
        new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
      );
      const physicalIds: Record<string, string> = {};
      for await (const page of paginateListStackResources({ client }, { StackName })) {
        for (const resource of page.StackResourceSummaries ?? []) {
          const { LogicalResourceId = '', PhysicalResourceId } = resource;
          if (PhysicalResourceId) physicalIds[LogicalResourceId] = PhysicalResourceId;
        }
      }
      const updated = stack.LastUpdatedTime ?? stack.CreationTime;
      if (updated === undefined)
        throw new Error(`CloudFormation says not when ${StackName} changed`);
      return {
        template: TemplateBody,
        status: stack.StackStatus ?? 'unknown',
        lastUpdated: updated.toISOString(),
        physicalIds,
      };
    },
  };
}

/** CloudFormation has no error of its own for a stack that is not there. */
function absent(error: unknown): { Stacks?: [] } {
  const missing =
    error instanceof Error &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist');
  if (missing) return {};
  throw error;
}

import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { deployedStack } from '../../lambdas/shared/deployed-stack';
import type { StackReader } from './ports';

/** Reads stacks through the one client of each region. Rejects with the SDK's errors. */
export function stackReader(clientIn: (region: string) => CloudFormationClient): StackReader {
  return {
    async read({ stackName: StackName, region }) {
      const client = clientIn(region);
      const stack = await deployedStack(client, StackName);
      if (!stack) return undefined;
      const physicalIds: Record<string, string> = {};
      for await (const page of paginateListStackResources({ client }, { StackName })) {
        for (const resource of page.StackResourceSummaries ?? []) {
          const { LogicalResourceId = '', PhysicalResourceId } = resource;
          if (PhysicalResourceId) physicalIds[LogicalResourceId] = PhysicalResourceId;
        }
      }
      return { ...stack, physicalIds };
    },
  };
}

import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  paginateListStacks,
  StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import { deployedStack } from '../../lambdas/shared/deployed-stack';
import { isMissingStack } from '../../lambdas/shared/missing-stack';
import type { StackReader } from './ports';

/** Of a stack that something was made of. */
const STANDING = Object.values(StackStatus).filter(
  (status) => status !== 'DELETE_COMPLETE' && status !== 'REVIEW_IN_PROGRESS',
);

/** Reads stacks with one client for each region. Rejects with the SDK's errors. */
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

    async names(region, prefix, signal) {
      const found: StackSummary[] = [];
      const query = { StackStatusFilter: STANDING };
      const pages = paginateListStacks({ client: clientIn(region) }, query, endedBy(signal));
      for await (const page of pages) {
        // What is nested in another stack goes with it.
        found.push(...(page.StackSummaries ?? []).filter(({ ParentId }) => ParentId === undefined));
      }
      const made = ({ CreationTime }: StackSummary) => CreationTime?.getTime() ?? 0;
      return found
        .filter(({ StackName }) => StackName?.startsWith(prefix))
        .sort((a, b) => made(b) - made(a))
        .map(({ StackName = '' }) => StackName);
    },

    async tags({ stackName: StackName, region }, signal) {
      const { Stacks: [stack] = [] } = await clientIn(region)
        .send(new DescribeStacksCommand({ StackName }), endedBy(signal))
        .catch((error: unknown) => {
          if (isMissingStack(error)) return { Stacks: [] };
          throw error;
        });
      return Object.fromEntries(
        (stack?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
      );
    },
  };
}

function endedBy(abortSignal: AbortSignal | undefined) {
  return abortSignal && { abortSignal };
}

import {
  type CloudFormationClient,
  paginateListStackResources,
  paginateListStacks,
  StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import { deployedStack } from '../../lambdas/shared/deployed-stack';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { itemsOf } from '../../lambdas/shared/pages';
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
      const pages = paginateListStackResources({ client }, { StackName });
      const resources = await itemsOf(
        pages,
        ({ StackResourceSummaries }) => StackResourceSummaries,
      );
      const physicalIds = resources.flatMap(({ LogicalResourceId = '', PhysicalResourceId }) =>
        PhysicalResourceId ? [[LogicalResourceId, PhysicalResourceId] as const] : [],
      );
      return { ...stack, physicalIds: Object.fromEntries(physicalIds) };
    },

    async names(region, prefix, signal) {
      const query = { StackStatusFilter: STANDING };
      const pages = paginateListStacks({ client: clientIn(region) }, query, endedBy(signal));
      const found = await itemsOf(pages, ({ StackSummaries }) => StackSummaries);
      const made = ({ CreationTime }: StackSummary) => CreationTime?.getTime() ?? 0;
      return (
        found
          // What is nested in another stack goes with it.
          .filter(({ ParentId }) => ParentId === undefined)
          .filter(({ StackName }) => StackName?.startsWith(prefix))
          .sort((a, b) => made(b) - made(a))
          .map(({ StackName = '' }) => StackName)
      );
    },

    async tags({ stackName: StackName, region }, signal) {
      const stack = await describeStack(clientIn(region), StackName, endedBy(signal));
      return Object.fromEntries(
        (stack?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
      );
    },
  };
}

function endedBy(abortSignal: AbortSignal | undefined) {
  return abortSignal && { abortSignal };
}

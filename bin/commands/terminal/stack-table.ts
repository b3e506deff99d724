import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { itemsOf } from '../../../lambdas/shared/pages';
import { CommandError } from './command-error';
import type { Ask } from './ask';

const TABLE_TYPES: readonly (string | undefined)[] = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
];

/**
 * Finds a table by the id of its construct. CloudFormation chose its name, and CDK added a hash to the id.
 * @returns the table's name
 * @throws CommandError NOT_DEPLOYED if there is no such stack or table
 */
export async function findTable(
  client: CloudFormationClient,
  stack: string,
  constructId: string,
  ask: Ask,
): Promise<string> {
  const pages = paginateListStackResources({ client }, { StackName: stack });
  const resources = await ask(`Stack ${stack}`, () =>
    itemsOf(pages, ({ StackResourceSummaries }) => StackResourceSummaries),
  );
  const table = resources.find(
    ({ ResourceType, LogicalResourceId }) =>
      TABLE_TYPES.includes(ResourceType) && LogicalResourceId?.startsWith(constructId),
  );
  if (table?.PhysicalResourceId !== undefined) return table.PhysicalResourceId;
  throw new CommandError(
    'NOT_DEPLOYED',
    `Stack ${stack} has no table ${constructId}. Another release is deployed: push this one, and try ` +
      'again when it has reached this environment.',
  );
}

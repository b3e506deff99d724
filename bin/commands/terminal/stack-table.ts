import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
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
  const resources = await ask(`Stack ${stack}`, async () => {
    const found: StackResourceSummary[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
      found.push(...(page.StackResourceSummaries ?? []));
    }
    return found;
  });
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

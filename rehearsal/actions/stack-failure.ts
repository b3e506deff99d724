import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { CloudFormationAction } from '../plan/plan';

/**
 * Why a stack's operation failed: the reason of the first resource that did, or that of the stack when
 * no resource is at fault, such as an export in use.
 */
export async function describeFailure(
  client: CloudFormationClient,
  action: Pick<CloudFormationAction, 'stackName' | 'account' | 'region'>,
  stack: Stack,
  startedAt: Date,
): Promise<string> {
  const events = (await eventsOf(client, action.stackName)).filter(
    // One second more, because the emulator's clock and ours may round differently.
    ({ Timestamp }) => (Timestamp?.getTime() ?? 0) >= startedAt.getTime() - 1_000,
  );
  const isStack = ({ PhysicalResourceId }: StackEvent) => PhysicalResourceId === stack.StackId;
  const first = events.find(
    (event) => event.ResourceStatus?.endsWith('_FAILED') === true && !isStack(event),
  );
  const own = events.find(
    (event) =>
      isStack(event) &&
      /(_FAILED|ROLLBACK_IN_PROGRESS)$/.test(event.ResourceStatus ?? '') &&
      event.ResourceStatusReason !== undefined,
  );
  const reason = first
    ? `${first.LogicalResourceId ?? '?'} (${first.ResourceType ?? '?'}): ${first.ResourceStatusReason ?? 'no reason given'}`
    : (own?.ResourceStatusReason ?? stack.StackStatusReason ?? 'no reason given');
  return `${named(action)} ended in ${stack.StackStatus ?? 'an unknown status'}. ${reason}`;
}

/**
 * A stack whose creation failed can only be deleted. On AWS, CREATE_UPDATE refuses it, too:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export async function wayOut(
  client: CloudFormationClient,
  action: CloudFormationAction,
  stack: Stack,
  template: string,
): Promise<string> {
  const physicalIds = new Map(
    (await eventsOf(client, action.stackName)).map((event) => [
      event.LogicalResourceId,
      event.PhysicalResourceId,
    ]),
  );
  const retained = retainedOnCreation(template)
    .map(({ logicalId, type }) => ({ logicalId, type, physicalId: physicalIds.get(logicalId) }))
    .filter(({ physicalId }) => physicalId !== undefined && physicalId !== '');
  return [
    `${named(action)} is in ${stack.StackStatus ?? 'ROLLBACK_COMPLETE'}: its first creation failed, and no push can update it. What to do, with credentials of account ${action.account}:`,
    `  1. aws cloudformation delete-stack --stack-name ${action.stackName} --region ${action.region}`,
    ...(retained.length === 0
      ? ['     None of its resources is retained.']
      : [
          '     These are retained. Delete them by hand, because their names and data block the next creation:',
          ...retained.map(
            ({ logicalId, type, physicalId }) =>
              `       ${logicalId} (${type}): ${physicalId ?? ''}`,
          ),
        ]),
    '  2. Push a commit that removes the cause, or run the pipeline again.',
  ].join('\n');
}

const templateSchema = z.object({
  Resources: z
    .record(z.string(), z.object({ Type: z.string(), DeletionPolicy: z.string().optional() }))
    .default({}),
});

/** RetainExceptOnCreate and Snapshot do not keep resources of a failed creation. */
function retainedOnCreation(template: string): { logicalId: string; type: string }[] {
  const { Resources } = templateSchema.parse(JSON.parse(template));
  return Object.entries(Resources)
    .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
    .map(([logicalId, { Type }]) => ({ logicalId, type: Type }));
}

/** Oldest first. CloudFormation has the newest first. That also orders events with the same time. */
async function eventsOf(client: CloudFormationClient, stackName: string): Promise<StackEvent[]> {
  const { StackEvents = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: stackName }),
  );
  return StackEvents.reverse();
}

function named(action: Pick<CloudFormationAction, 'stackName' | 'account' | 'region'>): string {
  return `The stack ${action.stackName} (${action.account}, ${action.region})`;
}

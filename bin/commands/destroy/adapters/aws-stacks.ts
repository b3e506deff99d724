import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStacks,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../../../lambdas/shared/assume-role';
import { describeStack } from '../../../../lambdas/shared/describe-stack';
import { itemsOf } from '../../../../lambdas/shared/pages';
import type { AccountAndRegion } from '../../../../lib/config/config';
import { askAws, callerAccount } from '../../terminal/aws-account';
import type { ClientSettings } from '../../terminal/client-settings';
import type { DeletionFault, KeptResource, StackCloud } from '../ports';
import type { StackAddress } from '../../../../lambdas/shared/stack-address';
import { hasKept, willKeep } from './kept-resources';

const POLL_MS = 1_000;

/** Stacks in CloudFormation. */
export function awsStacks(target: AccountAndRegion, settings: ClientSettings = {}): StackCloud {
  const clientIn = (region: string) => new CloudFormationClient({ region, ...settings });

  return {
    accountId: () => callerAccount({ region: target.region, ...settings }),
    find: (address) => find(clientIn(address.region), address),

    async findElsewhere(account, address) {
      // The role that CDK's bootstrap makes. It has this name.
      const role = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${address.region}`;
      const sts = new STSClient({ region: target.region, ...settings });
      const credentials = await askAws(() => assumeRole(sts, role, 'waypost-destroy'));
      const elsewhere = { region: address.region, ...settings, credentials };
      return find(new CloudFormationClient(elsewhere), address);
    },

    keeps: (stack) => willKeep(clientIn(stack.region), stack),

    async kept(address) {
      const client = clientIn(address.region);
      const pages = paginateListStacks({ client }, { StackStatusFilter: ['DELETE_COMPLETE'] });
      const deleted = await askAws(() => itemsOf(pages, ({ StackSummaries }) => StackSummaries));
      const kept: KeptResource[] = [];
      for (const { StackName, StackId } of deleted) {
        if (StackName !== address.stackName || StackId === undefined) continue;
        kept.push(...(await hasKept(client, address, StackId)));
      }
      return kept;
    },

    async unprotect({ stackId: StackName, region }) {
      const off = { StackName, EnableTerminationProtection: false };
      await askAws(() => clientIn(region).send(new UpdateTerminationProtectionCommand(off)));
    },

    async remove({ stackId: StackName, region }) {
      const client = clientIn(region);
      const since = new Date();
      await askAws(() => client.send(new DeleteStackCommand({ StackName })));
      for (;;) {
        // First of all: a stack that could not be deleted before may still show the old status.
        await sleep(POLL_MS);
        const { Stacks = [] } = await askAws(() =>
          // A deleted stack is found only by its id.
          client.send(new DescribeStacksCommand({ StackName })),
        );
        const status = Stacks[0]?.StackStatus ?? 'DELETE_COMPLETE';
        if (status === 'DELETE_COMPLETE') return [];
        if (status === 'DELETE_FAILED') return faultsOf(client, StackName, since);
      }
    },

    async logGroups(region, logGroupNamePrefix) {
      const client = new CloudWatchLogsClient({ region, ...settings });
      const pages = paginateDescribeLogGroups({ client }, { logGroupNamePrefix });
      const found = await askAws(() => itemsOf(pages, ({ logGroups }) => logGroups));
      return found.flatMap(({ logGroupName }) => logGroupName ?? []);
    },
  };
}

async function find(client: CloudFormationClient, { stackName, region }: StackAddress) {
  const stack = await askAws(() => describeStack(client, stackName));
  if (stack?.StackId === undefined) return undefined;
  return {
    stackName,
    region,
    stackId: stack.StackId,
    status: stack.StackStatus ?? '',
    protected: stack.EnableTerminationProtection ?? false,
    tags: Object.fromEntries((stack.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

/** Newest first, once for each resource. */
async function faultsOf(
  client: CloudFormationClient,
  StackName: string,
  since: Date,
): Promise<DeletionFault[]> {
  const { StackEvents = [] } = await askAws(() =>
    client.send(new DescribeStackEventsCommand({ StackName })),
  );
  const failed = StackEvents.filter(
    ({ ResourceStatus, ResourceType, Timestamp }) =>
      ResourceStatus === 'DELETE_FAILED' &&
      ResourceType !== 'AWS::CloudFormation::Stack' &&
      (Timestamp ?? since).getTime() >= since.getTime() - POLL_MS,
  );
  const faults = failed.map((event) => ({
    logicalId: event.LogicalResourceId ?? '',
    physicalId: event.PhysicalResourceId ?? '',
    type: event.ResourceType ?? '',
    reason: event.ResourceStatusReason ?? 'no reason given',
  }));
  return faults.length > 0
    ? faults
    : [
        {
          logicalId: 'the stack',
          physicalId: '',
          type: 'no resource named',
          reason: 'see its events',
        },
      ];
}

import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  paginateDescribeStackResourceDrifts,
} from '@aws-sdk/client-cloudformation';
import type { StackAddress } from '../shared/stack-address';
import { DetectionRefused, type DriftedResource, type DriftPorts } from './ports';

/** CloudFormation's drift detection, in each stack's region. */
export function cloudFormationDrift(settings: CloudFormationClientConfig = {}): DriftPorts {
  const clientIn = (region: string) => new CloudFormationClient({ ...settings, region });
  return {
    async begin({ region, stackName: StackName }) {
      const { StackDriftDetectionId = '' } = await clientIn(region)
        .send(new DetectStackDriftCommand({ StackName }))
        .catch((error: unknown) => {
          // Of a stack that is not there, that is being changed, or that is being looked at already.
          if (error instanceof Error && error.name === 'ValidationError') {
            throw new DetectionRefused(error);
          }
          throw error;
        });
      return StackDriftDetectionId;
    },
    async state({ region }, StackDriftDetectionId) {
      const { DetectionStatus, DetectionStatusReason = 'no reason given' } = await clientIn(
        region,
      ).send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
      if (DetectionStatus === 'DETECTION_IN_PROGRESS') return { kind: 'busy' };
      if (DetectionStatus === 'DETECTION_COMPLETE') return { kind: 'complete' };
      return { kind: 'incomplete', reason: DetectionStatusReason };
    },
    drifted: (stack) => drifts(clientIn(stack.region), stack),
    pause: (ms) => sleep(ms),
  };
}

async function drifts(
  client: CloudFormationClient,
  stack: StackAddress,
): Promise<DriftedResource[]> {
  const found: DriftedResource[] = [];
  const pages = paginateDescribeStackResourceDrifts(
    { client },
    { StackName: stack.stackName, StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'] },
  );
  for await (const { StackResourceDrifts = [] } of pages) {
    for (const drift of StackResourceDrifts) {
      const change = drift.StackResourceDriftStatus;
      if (change !== 'MODIFIED' && change !== 'DELETED') continue;
      found.push({
        ...stack,
        logicalId: drift.LogicalResourceId ?? '',
        type: drift.ResourceType ?? '',
        change,
        properties: (drift.PropertyDifferences ?? []).map(({ PropertyPath = '' }) => PropertyPath),
      });
    }
  }
  return found;
}

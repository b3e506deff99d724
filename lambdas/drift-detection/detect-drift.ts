import {
  type CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  paginateDescribeStackResourceDrifts,
} from '@aws-sdk/client-cloudformation';
import type { StackAddress } from '../shared/stack-address';

export const PAUSE_MS = 5_000;
/** Ten minutes: the function has a quarter of an hour. */
export const MOST_PAUSES = 120;

/** A resource that is not as its stack has it. */
export interface DriftedResource extends StackAddress {
  readonly logicalId: string;
  readonly type: string;
  readonly change: 'MODIFIED' | 'DELETED';
  /** Paths, such as `/Policy/Statement/0`. Without values, which may be confidential. */
  readonly properties: readonly string[];
}

export interface DriftReport {
  readonly drifted: readonly DriftedResource[];
  /** Stacks that could not be checked completely. */
  readonly unknown: readonly (StackAddress & { readonly reason: string })[];
}

/** No stack could be checked. That says nothing about drift: this function has failed. */
export class NothingChecked extends Error {
  readonly code = 'NOTHING_CHECKED';
  constructor(reasons: readonly string[]) {
    super(`No stack could be checked: ${[...new Set(reasons)].join('; ')}`);
    this.name = 'NothingChecked';
  }
}

/**
 * Compares every stack with what is there, side by side. A stack that cannot be compared is
 * reported.
 * @throws NothingChecked when no stack can be
 */
export async function detectDrift(
  stacks: readonly StackAddress[],
  clientIn: (region: string) => CloudFormationClient,
  pause: (ms: number) => Promise<void>,
): Promise<DriftReport> {
  const results = await Promise.all(
    stacks.map((stack) => detectIn(stack, clientIn(stack.region), pause)),
  );
  const unknown = stacks.flatMap((stack, index) => {
    const reason = results[index]?.reason;
    return reason === undefined ? [] : [{ ...stack, reason }];
  });
  if (stacks.length > 0 && results.every(({ checked }) => !checked)) {
    throw new NothingChecked(unknown.map(({ reason }) => reason));
  }
  return { drifted: results.flatMap(({ drifted }) => drifted), unknown };
}

interface StackResult {
  readonly checked: boolean;
  readonly drifted: readonly DriftedResource[];
  /** Why something of it is not known. */
  readonly reason?: string;
}

async function detectIn(
  stack: StackAddress,
  client: CloudFormationClient,
  pause: (ms: number) => Promise<void>,
): Promise<StackResult> {
  let StackDriftDetectionId: string | undefined;
  try {
    const command = new DetectStackDriftCommand({ StackName: stack.stackName });
    ({ StackDriftDetectionId } = await client.send(command));
  } catch (error) {
    // Errors for a stack that does not exist, that is being changed, or that is already being
    // checked.
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    return { checked: false, drifted: [], reason: error.message };
  }
  for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
    const { DetectionStatus, DetectionStatusReason = 'no reason given' } = await client.send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
    );
    if (DetectionStatus !== 'DETECTION_IN_PROGRESS') {
      return {
        checked: true,
        drifted: await driftsOf(stack, client),
        // It has results of what could be read.
        ...(DetectionStatus !== 'DETECTION_COMPLETE' && { reason: DetectionStatusReason }),
      };
    }
    await pause(PAUSE_MS);
  }
  return { checked: false, drifted: [], reason: 'it takes longer than ten minutes' };
}

/** What the last detection found. */
async function driftsOf(
  stack: StackAddress,
  client: CloudFormationClient,
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

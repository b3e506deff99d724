import type { StackAddress } from '../shared/stack-address';
import type { DeploymentWindow, ReviewedStack } from './contract';
import { parseRecord } from './parse-record';
import type { StackVersion, ReleaseSources } from './ports';
import { isOpen, opensAt } from './window';

export interface CheckRequest {
  readonly environment: string;
  readonly executionId: string;
  readonly window: DeploymentWindow;
  readonly now: Date;
}

export type CheckVerdict =
  /** What was approved is what will be deployed. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'closed'; readonly opensAt: Date }
  /** Nobody can say what was approved. */
  | { readonly kind: 'unreviewed'; readonly problem: string }
  | {
      readonly kind: 'changed';
      readonly reviewedAt: string;
      readonly changes: readonly StackChange[];
    };

/** What became of one stack since the review. */
export interface StackChange extends StackAddress {
  readonly what: 'updated' | 'created' | 'deleted';
  /** ISO 8601; CloudFormation gives no time for a deleted stack. */
  readonly at?: string;
}

/**
 * Whether an environment is still what its next release was compared with, and whether the window
 * is open.
 */
export async function checkRelease(
  { environment, executionId, window, now }: CheckRequest,
  sources: ReleaseSources,
): Promise<CheckVerdict> {
  const text = await sources.readRecord(executionId);
  if (text === undefined)
    return { kind: 'unreviewed', problem: 'there is no record of its review' };
  const review = parseRecord(text);
  if ('problem' in review) {
    return {
      kind: 'unreviewed',
      problem: `the record of its review is unreadable: ${review.problem}`,
    };
  }
  if (review.environment !== environment || review.executionId !== executionId) {
    const of = `${review.executionId} for ${review.environment}`;
    return { kind: 'unreviewed', problem: `the record of its review is that of ${of}` };
  }
  const found = await Promise.all(
    review.stacks.map(async (stack) => changeOf(stack, await sources.deployed(stack))),
  );
  const changes = found.filter((change) => change !== undefined);
  if (changes.length > 0) return { kind: 'changed', reviewedAt: review.reviewedAt, changes };
  if (!isOpen(window, now)) return { kind: 'closed', opensAt: opensAt(window, now) };
  return { kind: 'unchanged' };
}

function changeOf(
  { stackName, region, deployed: then, nextTemplateHash }: ReviewedStack,
  now: StackVersion | undefined,
): StackChange | undefined {
  if (!now) return then ? { stackName, region, what: 'deleted' } : undefined;
  // Deployed by this very release, whose stage is retried after another stack failed.
  if (now.templateHash === nextTemplateHash) return undefined;
  if (!then) return { stackName, region, what: 'created', at: now.lastUpdated };
  if (now.templateHash === then.templateHash) {
    if (Date.parse(now.lastUpdated) === Date.parse(then.lastUpdated)) return undefined;
    // An update that failed has left what was there: this release's own, when its stage is retried.
    if (now.status === 'UPDATE_ROLLBACK_COMPLETE') return undefined;
  }
  return { stackName, region, what: 'updated', at: now.lastUpdated };
}

import type { StackAddress } from '../../../lambdas/shared/stack-address';
import type { AllowedRemoval } from '../../../lib/config/config';
import type { Sum } from '../../../lib/pricing/estimate';
import type { Commit } from '../../assembly/files';
import type { NewGrant } from '../contract';
import type { Rating } from '../grants/grant';
import type { Left } from './protection';

/** What a release does to one environment: everything that the approver is shown. */
export interface ReleaseDiff {
  readonly environment: string;
  readonly account: string;
  /** Whether a person approves each release. Then a removal of state that allowDestroy does not name stops it. */
  readonly approval: boolean;
  /** Id of the commit that would be released; unset for a working tree. */
  readonly commit?: string;
  /** When the environment was read, in ISO 8601. */
  readonly reviewedAt: string;
  /** In the order of the cloud assembly. */
  readonly stacks: readonly StackDiff[];
  /** Of all stacks, what lets somebody do more, or may. */
  readonly grants: readonly NewGrant[];
  /** Stacks of an earlier release that this one does not deliver. They stay as they are: nothing in them is destroyed. */
  readonly leftBehind: readonly StackLeftBehind[];
  readonly assets: readonly AssetChange[];
  readonly cost: CostDifference;
  readonly commits: CommitsSince;
  /** Resources with state that go, or are made anew. */
  readonly removals: readonly StatefulRemoval[];
}

export interface StackLeftBehind extends StackAddress {
  /** What removes it, with credentials of its account. */
  readonly command: string;
}

export interface StackDiff extends StackAddress {
  /** CloudFormation's status; unset for a stack that does not exist yet. */
  readonly status?: string;
  /** The worst first. */
  readonly changes: readonly ResourceChange[];
  /** Other sections of the template that differ, such as Outputs, if the stack exists. */
  readonly sections: readonly string[];
  /** The worst first. */
  readonly permissions: readonly PermissionChange[];
  readonly network: readonly NetworkChange[];
}

/**
 * From worst to best. A `retained` resource leaves the stack and stays in the account. CloudFormation
 * decides whether a `maybe-replaced` one is made anew, and whether the condition of a `maybe-destroyed`
 * one holds. An `unprotected` one holds state, and its removal would leave less of it from now on.
 */
export const CHANGES = [
  'destroyed',
  'replaced',
  'maybe-destroyed',
  'maybe-replaced',
  'retained',
  'unprotected',
  'changed',
  'added',
] as const;
export type Change = (typeof CHANGES)[number];

export interface ResourceChange {
  readonly change: Change;
  readonly type: string;
  readonly logicalId: string;
  /** Physical name of the resource that goes or is replaced. */
  readonly physicalId?: string;
  /** Whether its removal would lose data or anything else that is needed. */
  readonly holdsState: boolean;
  /** What stays of it when it goes or is replaced, by the templates. */
  readonly leaves: Left;
  /** Differences of a resource that stays or is replaced. */
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly name: string;
  /** Whether this change makes, or may make, the resource anew. */
  readonly replaces: boolean;
  /**
   * Why the value changes although its text in the template is the same: logical ids of resources that it
   * refers to and that are made anew; conditions, mappings and parameters that have changed.
   */
  readonly follows?: readonly string[];
  /** As JSON, cut to a readable length; unset if there is no value. */
  readonly before?: string;
  readonly after?: string;
}

/** A grant that comes, goes or changes. If it changes, each part says `before → after`. */
export interface PermissionChange {
  /** `not rated` if the templates do not tell whether somebody may do more. */
  readonly rating: Rating;
  readonly change: 'comes' | 'goes' | 'changes';
  /** `Allow sqs:SendMessage`, or another kind of grant: `AuthType AWS_IAM → NONE`. */
  readonly what: string;
  readonly resource: string;
  /** Empty where the grant itself names it. */
  readonly principal: string;
  /** Empty for none. */
  readonly condition: string;
  /** Logical id of the resource that has the grant. */
  readonly type: string;
  readonly logicalId: string;
}

/** A rule of a security group that comes or goes. */
export interface NetworkChange {
  readonly comes: boolean;
  readonly direction: 'in' | 'out';
  readonly group: string;
  readonly protocol: string;
  readonly peer: string;
}

/** An asset that the release uploads in place of a deployed one. */
export interface AssetChange {
  readonly stackName: string;
  /** Construct path of the resource that uses it; its hash if that is not known. */
  readonly path: string;
  readonly before?: AssetSide;
  readonly after?: AssetSide;
  /** Unset if the last release did not record it. */
  readonly packages?: readonly PackageMove[];
}

export interface AssetSide {
  readonly hash: string;
  /** Unset if no release recorded it. */
  readonly bytes?: number;
}

/** A package in a bundle: `before` alone was removed, `after` alone added. */
export interface PackageMove {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** USD a month that AWS charges for the stacks that the release delivers. */
export type CostDifference =
  | { readonly kind: 'known'; readonly before: Sum; readonly after: Sum }
  | { readonly kind: 'unknown'; readonly reason: string };

export type CommitsSince =
  /** Newest first. */
  | { readonly kind: 'known'; readonly since: string; readonly commits: readonly Commit[] }
  /** This is the environment's first release. */
  | { readonly kind: 'first' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface StatefulRemoval {
  readonly stackName: string;
  /** The end of the stack's name, as `allowDestroy` has it. */
  readonly stack: string;
  readonly resource: ResourceChange;
  /** The entry of `allowDestroy`, expired or not; unset if there is none. */
  readonly entry?: AllowedRemoval;
  readonly allowed: boolean;
}

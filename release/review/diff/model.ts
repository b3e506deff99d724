import type { AllowedRemoval } from '../../../lib/config/config';
import type { Sum } from '../../../lib/pricing/estimate';
import type { Commit } from '../../assembly/files';
import type { Rating } from '../grants/grant';
import type { StackPlace } from '../deployed-stack';
import type { Left } from './protection';

/** What a release does to one environment: everything that is shown to who approves it. */
export interface ReleaseDiff {
  readonly environment: string;
  readonly account: string;
  /** Whether a person approves each release: what holds state stops one without a word in allowDestroy. */
  readonly approval: boolean;
  /** Id of the commit that is to be released; unset for a working tree. */
  readonly commit?: string;
  /** When the environment was read, in ISO 8601. */
  readonly reviewedAt: string;
  /** In the order of the cloud assembly. */
  readonly stacks: readonly StackDiff[];
  /** Stacks of an earlier release that this one does not deliver. They stay as they are: nothing in them is destroyed. */
  readonly leftBehind: readonly StackLeftBehind[];
  readonly assets: readonly AssetChange[];
  readonly cost: CostDifference;
  readonly commits: CommitsSince;
  /** What holds state and goes, or is made anew. */
  readonly removals: readonly StatefulRemoval[];
}

export interface StackLeftBehind extends StackPlace {
  /** What removes it, with credentials of its account. */
  readonly command: string;
}

export interface StackDiff {
  readonly stackName: string;
  readonly region: string;
  /** CloudFormation's status; unset for a stack that is not there yet. */
  readonly status?: string;
  /** The worst first. */
  readonly changes: readonly ResourceChange[];
  /** Other sections of the template that differ, such as Outputs, of a stack that is there. */
  readonly sections: readonly string[];
  /** The worst first. */
  readonly permissions: readonly PermissionChange[];
  readonly network: readonly NetworkChange[];
}

/**
 * From worst to best. `retained` goes out of the stack and stays in the account; whether a
 * `maybe-replaced` one is made anew, and whether the condition of a `maybe-destroyed` one holds, is for
 * CloudFormation to decide. `unprotected` holds state, and what removes it later leaves less of it.
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
  /** Name of the resource that goes or is replaced. */
  readonly physicalId?: string;
  /** Whether something would be missed if it went. */
  readonly holdsState: boolean;
  /** What the templates leave of it when it goes or is replaced. */
  readonly leaves: Left;
  /** What differs, of a resource that stays or is replaced. */
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly name: string;
  /** Whether this one makes, or may make, the resource anew. */
  readonly replaces: boolean;
  /**
   * Where the template says the same: logical ids of what it refers to and what is another one afterwards,
   * and conditions, mappings and parameters that say something else.
   */
  readonly follows?: readonly string[];
  /** As JSON, cut to a readable length; unset where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/** A grant that comes, goes or changes; of one that changes, each part says `before → after`. */
export interface PermissionChange {
  /** `not rated` where templates do not tell whether somebody may do more. */
  readonly rating: Rating;
  readonly change: 'comes' | 'goes' | 'changes';
  /** `Allow sqs:SendMessage`, or what grants otherwise: `AuthType AWS_IAM → NONE`. */
  readonly what: string;
  readonly resource: string;
  /** Empty where it stands in what grants. */
  readonly principal: string;
  /** Empty for none. */
  readonly condition: string;
  /** Resource of the template that says it. */
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

/** Something that the release uploads in place of what is deployed. */
export interface AssetChange {
  readonly stackName: string;
  /** Construct path of what holds it; its hash where nothing is known of it. */
  readonly path: string;
  readonly before?: AssetSide;
  readonly after?: AssetSide;
  /** Unset where what was deployed is not recorded. */
  readonly packages?: readonly PackageMove[];
}

export interface AssetSide {
  readonly hash: string;
  /** Unset where no release recorded it. */
  readonly bytes?: number;
}

/** A package in a bundle: `before` alone was removed, `after` alone added. */
export interface PackageMove {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** USD a month, as AWS charges it, of the stacks that the release delivers. */
export type CostDifference =
  | { readonly kind: 'known'; readonly before: Sum; readonly after: Sum }
  | { readonly kind: 'unknown'; readonly reason: string };

export type CommitsSince =
  /** Newest first. */
  | { readonly kind: 'known'; readonly since: string; readonly commits: readonly Commit[] }
  /** Nothing was released there before. */
  | { readonly kind: 'first' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface StatefulRemoval {
  readonly stackName: string;
  /** How the stack's name ends, as `allowDestroy` has it. */
  readonly stack: string;
  readonly resource: ResourceChange;
  /** The entry that allows it, expired or not; unset without one. */
  readonly entry?: AllowedRemoval;
  readonly allowed: boolean;
}

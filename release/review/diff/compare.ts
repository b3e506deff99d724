import type { StackAddress } from '../../../lambdas/shared/stack-address';
import { newGrants } from '../grants/new-grants';
import { type GrantChange, grantChanges, permissionsIn } from '../grants/rate';
import { networkChanges } from './network';
import type { ReleaseRecord } from '../../../lambdas/release-check/contract';
import { type CostEstimate, estimateCost } from '../../../lib/pricing/estimate';
import type { PricedStack } from '../../../lib/pricing/template';
import { UnpricedError } from '../../../lib/pricing/usage';
import { environmentPrefix } from '../../../lib/naming';
import type { ProjectName } from '../../../lib/types/branded';
import type { AssemblyAsset, Commit, ReleaseEnvironment } from '../../assembly/files';
import type { ReleaseStack } from '../../assembly/read-stages';
import { commitsSince } from './commits-since';
import { compareAssets } from './compare-assets';
import { movesOf, resourceChanges, sectionsOf, type Stacks } from './compare-stack';
import type {
  CommitsSince,
  CostDifference,
  ReleaseDiff,
  StackDiff,
  StackLeftBehind,
} from './model';
import { statefulRemovals } from './removals';
import { readRelease, type ReadStack, type StackSide } from '../template/read-release';
import { parseTemplate, type Template } from '../template/template';
import type { DeployedStack } from '../deployed-stack';

/** What was released to the environment last, as the pipeline knows it. */
export interface LastRelease {
  readonly commit: string;
  /** Unset where it was not recorded. */
  readonly record?: ReleaseRecord;
}

export interface Comparison {
  readonly project: ProjectName;
  readonly environment: ReleaseEnvironment;
  /** The environment's stacks in the cloud assembly. */
  readonly stacks: readonly ReleaseStack[];
  /** By name. A stack that does not exist yet is missing. */
  readonly deployed: ReadonlyMap<string, DeployedStack>;
  /** What is deployed and not among `stacks`. */
  readonly leftBehind: readonly StackLeftBehind[];
  readonly assets: readonly AssemblyAsset[];
  /** Unset, the commits are not known. */
  readonly history?: {
    /** `undefined` before the first release. */
    readonly lastRelease: LastRelease | undefined;
    readonly commits: readonly Commit[];
  };
  readonly commit?: string;
  readonly now: Date;
}

/** Compares an environment before and after a release. */
export function compareEnvironment(comparison: Comparison): ReleaseDiff {
  const { project, environment, commit, now, history } = comparison;
  const record = history?.lastRelease?.record;
  const sides = readSides(comparison);
  const [first] = sides;
  const permissions = first ? grantChanges(first.before, first.after) : [];
  const stacks = stackDiffs(sides, permissions);
  return {
    environment: environment.name,
    account: environment.account,
    approval: environment.approval,
    ...(commit !== undefined && { commit }),
    reviewedAt: now.toISOString(),
    stacks,
    grants: newGrants(
      permissions,
      stacks.map(({ stackName }) => stackName),
    ),
    leftBehind: comparison.leftBehind,
    assets: sides.flatMap((side) =>
      compareAssets({ ...side, assets: comparison.assets, recorded: record?.assets ?? [] }),
    ),
    cost: costDifference(sides, environment.account),
    commits: history ? commitsSince(history.commits, history.lastRelease?.commit) : NOT_ASKED,
    removals: statefulRemovals(
      stacks,
      environmentPrefix(project, environment.name),
      environment.allowDestroy,
      now.toISOString().slice(0, 10),
    ),
  };
}

const NOT_ASKED: CommitsSince = {
  kind: 'unknown',
  reason: 'only the pipeline knows what it released last',
};

interface Sides extends StackAddress {
  /** The templates without the parts that conditions leave out. */
  readonly deployed: Template;
  readonly next: Template;
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly old: ReadStack | undefined;
  readonly now: ReadStack;
  /** All stacks. */
  readonly before: Stacks;
  readonly after: Stacks;
}

/** All stacks together, because they pass values to each other. */
function readSides({ stacks, deployed, environment: { account } }: Comparison): Sides[] {
  const standing = (stackName: string) => {
    const found = deployed.get(stackName);
    // Its first creation failed: CloudFormation has a template, but made no resources of it.
    return found?.status === 'ROLLBACK_COMPLETE' ? undefined : found;
  };
  const before = readRelease(
    stacks.map(({ stackName, region }): StackSide => {
      const { template, physicalIds, parameters } = standing(stackName) ?? {};
      return {
        stackName,
        region,
        account,
        template: template === undefined ? {} : parseTemplate(stackName, template),
        ...(physicalIds && { present: new Set(Object.keys(physicalIds)) }),
        ...(parameters && { parameters }),
      };
    }),
  );
  const after = readRelease(
    stacks.map(({ stackName, region, template }) => ({
      stackName,
      region,
      account,
      template: parseTemplate(stackName, template),
    })),
    before,
  );
  return [...after].map(([stackName, now]) => {
    const old = before.get(stackName);
    const status = deployed.get(stackName)?.status;
    return {
      stackName,
      region: now.region,
      deployed: old?.template ?? {},
      next: now.template,
      physicalIds: standing(stackName)?.physicalIds ?? {},
      ...(status !== undefined && { status }),
      old,
      now,
      before,
      after,
    };
  });
}

function stackDiffs(sides: readonly Sides[], permissions: readonly GrantChange[]): StackDiff[] {
  const [first] = sides;
  if (!first) return [];
  const { before, after } = first;
  const moves = movesOf(before, after);
  return sides.map(({ stackName, region, status, deployed, next, old, now, physicalIds }) => ({
    stackName,
    region,
    ...(status !== undefined && { status }),
    changes: resourceChanges(old, now, moves, physicalIds),
    sections: status === undefined ? [] : sectionsOf(deployed, next),
    permissions: permissionsIn(stackName, permissions),
    network: networkChanges(old, now),
  }));
}

function costDifference(sides: readonly Sides[], account: string): CostDifference {
  const estimate = (side: 'deployed' | 'next'): CostEstimate =>
    estimateCost(
      sides.map(({ stackName, [side]: template }): PricedStack => ({
        stackName,
        account,
        template,
      })),
    );
  try {
    return { kind: 'known', before: estimate('deployed').charged, after: estimate('next').charged };
  } catch (error) {
    // The deployed templates may be older than today's rules.
    if (error instanceof UnpricedError) return { kind: 'unknown', reason: error.message };
    throw error;
  }
}

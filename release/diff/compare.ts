import type { ReleaseRecord } from '../../lambdas/release-check/contract';
import { type CostEstimate, estimateCost } from '../../lib/pricing/estimate';
import type { PricedStack } from '../../lib/pricing/template';
import { UnpricedError } from '../../lib/pricing/usage';
import { environmentPrefix } from '../../lib/naming';
import type { ProjectName } from '../../lib/types/branded';
import type { AssemblyAsset, Commit, ReleaseEnvironment } from '../assembly/files';
import type { AssemblyStack } from '../assembly/read-assembly';
import { commitsSince } from './commits-since';
import { compareAssets } from './compare-assets';
import { compareStack } from './compare-stack';
import type { CommitsSince, CostDifference, ReleaseDiff } from './model';
import type { StackPlace } from './ports';
import { statefulRemovals } from './removals';
import { parseTemplate, type Template } from './template';

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly template: string;
  readonly status: string;
  /** ISO 8601, of its last update, or of its creation. */
  readonly lastUpdated: string;
  /** Logical id -> name. */
  readonly physicalIds: Readonly<Record<string, string>>;
}

/** What the environment has, as the pipeline knows it. */
export interface LastRelease {
  readonly commit: string;
  /** Unset where it was not recorded. */
  readonly record?: ReleaseRecord;
}

export interface Comparison {
  readonly project: ProjectName;
  readonly environment: ReleaseEnvironment;
  /** The environment's stacks in the cloud assembly. */
  readonly stacks: readonly AssemblyStack[];
  /** By name; a stack that is not there yet is missing. */
  readonly deployed: ReadonlyMap<string, DeployedStack>;
  readonly assets: readonly AssemblyAsset[];
  /** Unset when nobody is asked for it: then the commits are not known. */
  readonly history?: {
    /** `undefined` when nothing was released there before. */
    readonly lastRelease: LastRelease | undefined;
    readonly commits: readonly Commit[];
  };
  readonly commit?: string;
  readonly now: Date;
}

/** Compares an environment with what a release makes of it. */
export function compareEnvironment(comparison: Comparison): ReleaseDiff {
  const { project, environment, commit, now, history } = comparison;
  const record = history?.lastRelease?.record;
  const sides = comparison.stacks.map((stack) => sidesOf(stack, comparison.deployed));
  const stacks = sides.map(compareStack);
  const delivered = new Set(sides.map(placeOf));
  return {
    environment: environment.name,
    account: environment.account,
    approval: environment.approval,
    ...(commit !== undefined && { commit }),
    reviewedAt: now.toISOString(),
    stacks,
    leftBehind: (record?.stacks ?? [])
      .filter((stack) => !delivered.has(placeOf(stack)))
      .map(({ stackName, region }) => ({ stackName, region })),
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

function placeOf({ stackName, region }: StackPlace): string {
  return `${stackName} in ${region}`;
}

interface Sides {
  readonly stackName: string;
  readonly region: string;
  readonly deployed: Template;
  readonly next: Template;
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly status?: string;
}

function sidesOf(
  { stackName, region, template }: AssemblyStack,
  deployedStacks: Comparison['deployed'],
): Sides {
  const deployed = deployedStacks.get(stackName);
  // Its first creation failed: CloudFormation has a template, and nothing that was made of it.
  const standing = deployed?.status === 'ROLLBACK_COMPLETE' ? undefined : deployed;
  return {
    stackName,
    region,
    deployed: standing ? parseTemplate(stackName, standing.template) : {},
    next: parseTemplate(stackName, template),
    physicalIds: standing?.physicalIds ?? {},
    ...(deployed && { status: deployed.status }),
  };
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
    // Deployed may be what today's rules know no longer.
    if (error instanceof UnpricedError) return { kind: 'unknown', reason: error.message };
    throw error;
  }
}

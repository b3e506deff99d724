import type { ReviewedAsset } from '../../../lambdas/release-check/contract';
import { assetHashes } from '../../assembly/asset-hashes';
import type { AssemblyAsset } from '../../assembly/files';
import { namesOf } from './names';
import type { AssetChange, AssetSide, PackageMove } from './model';
import type { Template } from '../template/template';

export interface AssetSides {
  readonly stackName: string;
  readonly deployed: Template;
  readonly next: Template;
  /** What the release uploads, for every stack. */
  readonly assets: readonly AssemblyAsset[];
  /** What the last release uploaded, as far as it is recorded. */
  readonly recorded: readonly ReviewedAsset[];
}

/** The new assets of a stack's functions and folders, with the old ones that they replace. */
export function compareAssets(sides: AssetSides): AssetChange[] {
  const { deployed, next } = sides;
  return namesOf(deployed.Resources ?? {}, next.Resources ?? {}).flatMap((id) => {
    const before = hashesOf(deployed, id);
    const after = hashesOf(next, id);
    return resourceAssets(sides, id, {
      gone: before.filter((hash) => !after.includes(hash)),
      come: after.filter((hash) => !before.includes(hash)),
    });
  });
}

function hashesOf({ Resources }: Template, id: string): string[] {
  return assetHashes(Resources?.[id]?.Properties);
}

function resourceAssets(
  { stackName, assets, recorded }: AssetSides,
  id: string,
  { gone, come }: { readonly gone: readonly string[]; readonly come: readonly string[] },
): AssetChange[] {
  const after = come.map((hash) => ({
    hash,
    known: assets.find(
      (one) => one.stackName === stackName && one.logicalId === id && one.hash === hash,
    ),
  }));
  const before = gone.map((hash) => ({ hash, known: recorded.find((one) => one.hash === hash) }));
  // A function has one asset. It is compared with its successor, whether it was recorded or not.
  const single = before.length === 1 && after.length === 1;
  const successors = new Set<string>();
  const changes = before.map((old): AssetChange => {
    const successor = single
      ? after[0]
      : after.find(({ known }) => known !== undefined && known.path === old.known?.path);
    if (successor) successors.add(successor.hash);
    const packages =
      old.known && successor?.known && packageMoves(old.known.packages, successor.known.packages);
    return {
      stackName,
      path: successor?.known?.path ?? old.known?.path ?? old.hash,
      before: side(old),
      ...(successor && { after: side(successor) }),
      ...(packages && { packages }),
    };
  });
  const added = after
    .filter(({ hash }) => !successors.has(hash))
    .map((one) => ({ stackName, path: one.known?.path ?? one.hash, after: side(one) }));
  return [...changes, ...added];
}

function side({
  hash,
  known,
}: {
  readonly hash: string;
  readonly known: Pick<ReviewedAsset, 'bytes'> | undefined;
}): AssetSide {
  return { hash, ...(known && { bytes: known.bytes }) };
}

/** Packages whose version differs, by name. */
function packageMoves(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): PackageMove[] {
  return namesOf(before, after)
    .sort()
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      name,
      ...(before[name] !== undefined && { before: before[name] }),
      ...(after[name] !== undefined && { after: after[name] }),
    }));
}

import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundle, type FunctionBundle, type Packages } from '../../lib/functions/bundler';
import { SOURCE_METADATA } from '../../lib/functions/bundled-function';
import type { FunctionSource } from '../../lib/functions/function-sources';
import { assetHashes } from '../../release/assembly/asset-hashes';
import type { AssemblyAsset } from '../../release/assembly/files';
import { type ReleaseStack, readStages } from '../../release/assembly/read-stages';
import { type CopiedFiles, copiedFiles, digest, filesBelow } from './copied-packages';

/** The packages of a function are not recorded, or the record does not match its code. */
class BundleUnknown extends Error {
  readonly code = 'BUNDLE_UNKNOWN';
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}. Make it a BundledFunction (lib/functions/bundled-function.ts).`);
    this.name = 'BundleUnknown';
  }
}

interface Resource {
  readonly Type: string;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
  readonly Properties?: unknown;
}

const FUNCTION = 'AWS::Lambda::Function';

/** What a release uploads, with its size and the packages in it. @throws {BundleUnknown} */
export function assetsOf(root: string, assembly: string): AssemblyAsset[] {
  const copied = copiedFiles(root);
  return readStages(assembly)
    .flatMap(({ stacks }) => stacks)
    .flatMap((stack) => stackAssets(stack, copied))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function stackAssets(stack: ReleaseStack, copied: CopiedFiles): AssemblyAsset[] {
  const { Resources = {} } = JSON.parse(stack.template) as {
    Resources?: Readonly<Record<string, Resource>>;
  };
  const sources = new Map(stack.files.map(({ hash, source }) => [hash, source]));
  const assets: AssemblyAsset[] = [];
  for (const [logicalId, resource] of Object.entries(Resources)) {
    const hashes = assetHashes(resource.Properties).filter((hash) => sources.has(hash));
    if (hashes.length === 0) continue;
    const path = pathOf(logicalId, resource);
    const functionSource = functionSourceOf(stack, path);
    for (const hash of hashes) {
      const source = sources.get(hash) ?? '';
      const files = filesBelow(source);
      const [only] = files;
      const name = hashes.length > 1 && only !== undefined ? `/${relative(source, only)}` : '';
      const packages = functionSource
        ? bundledPackages(path, source, bundle(functionSource))
        : copiedPackages(files, copied);
      if (!functionSource && resource.Type === FUNCTION && Object.keys(packages).length === 0) {
        throw new BundleUnknown(path, 'its packages are not recorded');
      }
      const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
      const { stackName } = stack;
      assets.push({ path: `${path}${name}`, stackName, logicalId, hash, bytes, packages });
    }
  }
  return assets;
}

/** CDK names the resource after its construct. */
function pathOf(logicalId: string, { Metadata }: Resource): string {
  const path = Metadata?.['aws:cdk:path'];
  if (path !== undefined) return path.replace(/(?:\/CustomResource)?\/(?:Resource|Default)$/, '');
  throw new Error(`${logicalId} has no path in its template: synthesize with path metadata`);
}

function functionSourceOf({ metadata }: ReleaseStack, path: string): FunctionSource | undefined {
  const entry = metadata[`/${path}`]?.find(({ type }) => type === SOURCE_METADATA);
  return entry?.data as FunctionSource | undefined;
}

function bundledPackages(
  path: string,
  source: string,
  { code, packages }: FunctionBundle,
): Packages {
  if (code === readFileSync(join(source, 'index.js'), 'utf8')) return packages;
  throw new BundleUnknown(path, 'bundling its recorded source gives different code');
}

function copiedPackages(files: readonly string[], copied: CopiedFiles): Packages {
  return Object.fromEntries(
    files.map((file) => copied.get(digest(file))).filter((one) => one !== undefined),
  );
}

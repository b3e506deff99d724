import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BUNDLE_RECORD, type BundleRecord } from '../../lib/bundle-record';
import { assetHashes } from '../../release/assembly/asset-hashes';
import type { AssemblyAsset } from '../../release/assembly/files';
import { type AssemblyStack, readAssembly } from '../../release/assembly/read-assembly';
import { bundleAgain, type Bundled, type Packages } from './bundled-packages';
import { type CopiedFiles, copiedFiles, digest, filesBelow } from './copied-packages';

/** What is bundled into a function, or whether it is what is recorded, cannot be told. */
export class BundleUnknown extends Error {
  readonly code = 'BUNDLE_UNKNOWN';
  constructor(path: string, problem: string) {
    super(
      `${path}: ${problem}. Call recordBundle of lib/bundle-record.ts with what it is made of.`,
    );
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
export async function assetsOf(root: string, assembly: string): Promise<AssemblyAsset[]> {
  const copied = copiedFiles(root);
  const bundled = new Map<string, Promise<Bundled>>();
  const bundle = (record: BundleRecord) => {
    const key = JSON.stringify(record);
    const made = bundled.get(key) ?? bundleAgain(root, record);
    bundled.set(key, made);
    return made;
  };
  const assets: AssemblyAsset[] = [];
  for (const stack of readAssembly(assembly).flatMap(({ stacks }) => stacks)) {
    assets.push(...(await stackAssets(stack, copied, bundle)));
  }
  return assets.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function stackAssets(
  stack: AssemblyStack,
  copied: CopiedFiles,
  bundle: (record: BundleRecord) => Promise<Bundled>,
): Promise<AssemblyAsset[]> {
  const { Resources = {} } = JSON.parse(stack.template) as {
    Resources?: Readonly<Record<string, Resource>>;
  };
  const sources = new Map(stack.files.map(({ hash, source }) => [hash, source]));
  const assets: AssemblyAsset[] = [];
  for (const [logicalId, resource] of Object.entries(Resources)) {
    const hashes = assetHashes(resource.Properties).filter((hash) => sources.has(hash));
    if (hashes.length === 0) continue;
    const path = pathOf(logicalId, resource);
    const record = recordOf(stack, path);
    for (const hash of hashes) {
      const source = sources.get(hash) ?? '';
      const files = filesBelow(source);
      const [only] = files;
      const name = hashes.length > 1 && only !== undefined ? `/${relative(source, only)}` : '';
      const packages = record
        ? bundledPackages(path, source, await bundle(record))
        : copiedPackages(files, copied);
      if (!record && resource.Type === FUNCTION && Object.keys(packages).length === 0) {
        throw new BundleUnknown(path, 'nobody says what is bundled into it');
      }
      const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
      const { stackName } = stack;
      assets.push({ path: `${path}${name}`, stackName, logicalId, hash, bytes, packages });
    }
  }
  return assets;
}

/** CDK names what it makes for a construct after it. */
function pathOf(logicalId: string, { Metadata }: Resource): string {
  const path = Metadata?.['aws:cdk:path'];
  if (path !== undefined) return path.replace(/(?:\/CustomResource)?\/(?:Resource|Default)$/, '');
  throw new Error(`${logicalId} has no path in its template: synthesize with path metadata`);
}

function recordOf({ metadata }: AssemblyStack, path: string): BundleRecord | undefined {
  const entry = metadata[`/${path}`]?.find(({ type }) => type === BUNDLE_RECORD);
  return entry?.data as BundleRecord | undefined;
}

function bundledPackages(path: string, source: string, { code, packages }: Bundled): Packages {
  if (code === readFileSync(join(source, 'index.js'), 'utf8')) return packages;
  throw new BundleUnknown(path, 'what is recorded of it gives other code than it has');
}

function copiedPackages(files: readonly string[], copied: CopiedFiles): Packages {
  return Object.fromEntries(
    files.map((file) => copied.get(digest(file))).filter((one) => one !== undefined),
  );
}

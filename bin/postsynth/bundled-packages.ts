import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BundleRecord } from '../../lib/bundle-record';
import { FUNCTION_BUNDLE } from '../../lib/function-bundle';

export type Packages = Readonly<Record<string, string>>;

export interface Bundled {
  /** What esbuild makes of the entry: the function's code, if the record is right. */
  readonly code: string;
  readonly packages: Packages;
}

/** Bundles a function as the CDK has, and says which packages' code went into it. */
export async function bundleAgain(root: string, { entry, define }: BundleRecord): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    ...FUNCTION_BUNDLE,
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    define: { ...define },
    metafile: true,
    write: false,
    logLevel: 'silent',
    outfile: 'index.js',
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  return { code: outputFiles[0]?.text ?? '', packages: packagesOf(root, inputs) };
}

/** Package -> version, by name; files of the repository's own belong to none. */
function packagesOf(root: string, inputs: readonly string[]): Packages {
  const folders = new Set(
    inputs.flatMap((path) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const found = [...folders].map((folder) => {
    const { name, version } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    ) as Record<'name' | 'version', string>;
    return [name, version] as const;
  });
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of found) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return Object.fromEntries(
    [...versions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // Two versions of one package may be in one bundle.
      .map(([name, each]) => [name, [...each].sort().join(', ')]),
  );
}

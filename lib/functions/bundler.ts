import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { FUNCTION_BUNDLE } from './function-bundle';
import type { FunctionSource } from './function-sources';

/** Package -> version, by name. */
export type Packages = Readonly<Record<string, string>>;

export interface FunctionBundle {
  /** `index.js`, whose export `handler` is called. */
  readonly code: string;
  /** Whose code went into it. */
  readonly packages: Packages;
}

const ROOT = join(__dirname, '../..');
const made = new Map<string, FunctionBundle>();

/** A function's code. What was bundled before, in this process, is given again. */
export function bundle(source: FunctionSource): FunctionBundle {
  const known = made.get(JSON.stringify(source));
  if (known) return known;
  const { outputFiles, metafile } = buildSync(optionsOf(source));
  return keep(source, outputFiles[0]?.text, metafile);
}

/** Bundles in esbuild's own process, side by side, while this process does something else. */
export async function bundleAhead(sources: readonly FunctionSource[]): Promise<void> {
  await Promise.all(
    sources.map(async (source) => {
      const { outputFiles, metafile } = await build(optionsOf(source));
      keep(source, outputFiles[0]?.text, metafile);
    }),
  );
}

function keep(
  source: FunctionSource,
  code: string | undefined,
  { outputs }: Metafile,
): FunctionBundle {
  const [output] = Object.values(outputs);
  if (code === undefined || !output)
    throw new Error(`esbuild produced no output for ${source.entry}`);
  const inputs = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  const bundle: FunctionBundle = { code, packages: packagesOf(inputs) };
  made.set(JSON.stringify(source), bundle);
  return bundle;
}

function optionsOf({ entry, define }: FunctionSource) {
  return {
    ...FUNCTION_BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, entry)],
    define: { ...define },
    metafile: true,
    write: false,
    logLevel: 'warning',
    outfile: 'index.js',
  } as const satisfies BuildOptions;
}

/** Files of the repository's own belong to no package. */
function packagesOf(inputs: readonly string[]): Packages {
  const folders = new Set(
    inputs.flatMap((path) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const versions = new Map<string, Set<string>>();
  for (const folder of folders) {
    const { name, version } = JSON.parse(
      readFileSync(join(ROOT, folder, 'package.json'), 'utf8'),
    ) as Record<'name' | 'version', string>;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return Object.fromEntries(
    [...versions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // Two versions of one package may be in one bundle.
      .map(([name, each]) => [name, [...each].sort().join(', ')]),
  );
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type BuildResult, buildSync } from 'esbuild';
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
  return known ?? keep(source, buildSync(optionsOf([source])));
}

/**
 * Bundles in esbuild's own process, while this process does something else. Sources that define the
 * same are one build, which parses each file of the SDK once for all of them.
 */
export async function bundleAhead(sources: readonly FunctionSource[]): Promise<void> {
  const groups = new Map<string, FunctionSource[]>();
  for (const source of sources) {
    const key = JSON.stringify(source.define);
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const built = await build(optionsOf(group));
      for (const source of group) keep(source, built);
    }),
  );
}

function keep(
  source: FunctionSource,
  { outputFiles, metafile }: BuildResult<ReturnType<typeof optionsOf>>,
): FunctionBundle {
  const [path = '', output] =
    Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source.entry) ??
    [];
  const file = outputFiles.find((one) => one.path === join(ROOT, path));
  if (!output || !file) throw new Error(`esbuild produced no output for ${source.entry}`);
  const used = Object.entries(output.inputs).flatMap(([input, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [input] : [],
  );
  const bundle = { code: file.text, packages: packagesOf(used) };
  made.set(JSON.stringify(source), bundle);
  return bundle;
}

/** @param sources all with the same `define` */
function optionsOf(sources: readonly FunctionSource[]) {
  return {
    ...FUNCTION_BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: sources.map(({ entry }) => join(ROOT, entry)),
    define: { ...sources[0]?.define },
    metafile: true,
    write: false,
    logLevel: 'warning',
    // Nothing is written there.
    outdir: 'out',
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

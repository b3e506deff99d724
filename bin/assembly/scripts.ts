import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ASSEMBLY_FILES } from '../../release/assembly/files';

/** Scripts that builds run from the cloud assembly. Each becomes one file with the same name. */
const SCRIPTS = [
  'release/smoke-test/smoke-test.ts',
  'release/protect-stacks/protect-stacks.ts',
  'release/mutation/mutation-summary.ts',
  'release/review/release-diff.ts',
  'release/review/pipeline-diff.ts',
];

/**
 * Bundles the scripts of the pipeline's builds, which run without a repository and without an install.
 * @returns a function that writes them into a folder, with the data that they read
 */
export async function bundleScripts(root: string): Promise<(folder: string) => void> {
  const { outputFiles } = await build({
    entryPoints: SCRIPTS.map((script) => join(root, script)),
    outdir: root,
    write: false,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // The data of cloudformation-diff is a file beside it, which no bundler finds.
    alias: { '@aws-cdk/aws-service-spec': join(root, 'release/assembly/service-spec.ts') },
    // For packages that are no ES modules and `require` Node's own.
    banner: {
      js: "import { createRequire as wpRequire } from 'node:module'; const require = wpRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  const spec = createRequire(join(root, 'package.json')).resolve(
    '@aws-cdk/aws-service-spec/package.json',
  );
  return (folder) => {
    for (const { path, contents } of outputFiles) {
      writeFileSync(join(folder, basename(path)), contents);
    }
    copyFileSync(join(spec, '../db.json.gz'), join(folder, ASSEMBLY_FILES.serviceSpec));
  };
}

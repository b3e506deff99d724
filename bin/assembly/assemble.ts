import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { bundleAhead } from '../../lib/functions/bundler';
import type { FunctionSource } from '../../lib/functions/function-sources';
import { bundlesEveryStack } from './bundled-stacks';
import { writeReleaseFiles } from './release-files';
import { bundleScripts } from './scripts';

/**
 * Makes a cloud assembly, and adds the other files that the pipeline's builds need
 * (release/assembly/files.ts). It adds none if the CLI wants only some stacks. esbuild works in its own
 * process at the same time: first on the functions, for which the synthesis waits.
 * @param synthesize is given what settles when the functions are bundled
 * @param sources functions that are bundled ahead; none for an app without
 */
export async function assemble(
  root: string,
  config: Config,
  synthesize: (functions: Promise<void>) => Promise<CloudAssembly>,
  sources: readonly FunctionSource[] = [],
): Promise<void> {
  if (!bundlesEveryStack(process.env)) {
    await synthesize(Promise.resolve());
    return;
  }
  const functions = bundleAhead(sources);
  const [writeScripts, { directory }] = await Promise.all([
    functions.then(() => bundleScripts(root)),
    synthesize(functions),
  ]);
  writeScripts(directory);
  writeReleaseFiles(root, directory, config);
}

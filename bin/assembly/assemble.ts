import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { bundlesEveryStack } from './bundled-stacks';
import { writeReleaseFiles } from './release-files';
import { bundleScripts } from './scripts';

/**
 * Makes a cloud assembly, and puts into its folder what the pipeline's builds need beside the templates
 * (release/assembly/files.ts), unless the CLI wants some stacks alone. esbuild works in a process of its
 * own meanwhile.
 */
export async function assemble(
  root: string,
  config: Config,
  synthesize: () => Promise<CloudAssembly>,
): Promise<void> {
  if (!bundlesEveryStack(process.env)) {
    await synthesize();
    return;
  }
  const [writeScripts, { directory }] = await Promise.all([bundleScripts(root), synthesize()]);
  writeScripts(directory);
  writeReleaseFiles(root, directory, config);
}

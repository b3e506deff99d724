import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Config } from '../../lib/config/config';
import { bundlesEveryStack } from './bundled-stacks';
import { writeReleaseFiles } from './release-files';
import { bundleScripts } from './scripts';

/**
 * Makes a cloud assembly, and adds the other files that the pipeline's builds need
 * (release/assembly/files.ts). It adds none if the CLI wants only some stacks. esbuild works in its own
 * process at the same time.
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

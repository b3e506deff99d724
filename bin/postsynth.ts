import { join } from 'node:path';
import { CLOUD_ASSEMBLY_FOLDER } from '../lib/constants';
import { loadConfig } from '../lib/config/load-config';
import { explain } from './commands/explain';
import { writeReleaseFiles } from './postsynth/release-files';
import { bundleScripts } from './postsynth/scripts';

/**
 * Adds to a cloud assembly what the pipeline's builds need beside it (release/assembly/files.ts).
 * Runs after `npm run synth`; takes another folder than that one's as its argument.
 */
async function postsynth(root: string, folder: string): Promise<void> {
  await bundleScripts(root, folder);
  await writeReleaseFiles(root, folder, loadConfig(root));
}

const root = join(__dirname, '..');
postsynth(root, process.argv[2] ?? join(root, CLOUD_ASSEMBLY_FOLDER)).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});

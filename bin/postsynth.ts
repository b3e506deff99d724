import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_ASSEMBLY_FOLDER } from '../lib/constants';
import { loadConfig } from '../lib/config/load-config';
import { ASSEMBLY_FILES } from '../release/assembly/files';
import { explain } from './commands/explain';
import { assetsOf } from './postsynth/assets';
import { readHistory } from './postsynth/history';
import { bundleScripts } from './postsynth/scripts';
import { releaseSettings } from './postsynth/settings';

/**
 * Adds to a cloud assembly what the pipeline's builds need beside it (release/assembly/files.ts).
 * Runs after `npm run synth`; takes another folder than that one's as its argument.
 */
async function postsynth(root: string, folder: string): Promise<void> {
  const write = (file: string, content: unknown) => {
    writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 1)}\n`);
  };
  await bundleScripts(root, folder);
  write(ASSEMBLY_FILES.commits, readHistory(root));
  write(ASSEMBLY_FILES.settings, releaseSettings(loadConfig(root)));
  write(ASSEMBLY_FILES.assets, await assetsOf(root, folder));
}

const root = join(__dirname, '..');
postsynth(root, process.argv[2] ?? join(root, CLOUD_ASSEMBLY_FOLDER)).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});

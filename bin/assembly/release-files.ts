import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../lib/config/config';
import { ASSEMBLY_FILES } from '../../release/assembly/files';
import { sbomOf } from '../../release/sbom/sbom';
import { readLockfile } from '../../release/supply-chain/declared-licences';
import { assetsOf } from './assets';
import { readHistory } from './history';
import { releaseSettings } from './settings';

/** Adds to a cloud assembly the facts that nobody can find out without the repository and its packages. */
export function writeReleaseFiles(root: string, folder: string, config: Config) {
  const write = (file: string, content: unknown) => {
    writeFileSync(join(folder, file), `${JSON.stringify(content, undefined, 1)}\n`);
  };
  write(ASSEMBLY_FILES.commits, readHistory(root));
  write(ASSEMBLY_FILES.settings, releaseSettings(config));
  const assets = assetsOf(root, folder);
  write(ASSEMBLY_FILES.assets, assets);
  writeFileSync(
    join(folder, ASSEMBLY_FILES.sbom),
    sbomOf(config.project, assets, readLockfile(root)),
  );
}

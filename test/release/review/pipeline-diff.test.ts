import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScripts } from '../../../bin/assembly/scripts';
import { PERMISSIONS_FILE, SUMMARY_FILE } from '../../../release/review/contract';

/** The script as a build runs it, in a folder that is no cloud assembly. */
test('a comparison that fails asks a person and does not fail the build, so that the pipeline can mend itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-pipeline-diff-'));
  try {
    (await bundleScripts(join(__dirname, '../../..')))(folder);
    execFileSync(process.execPath, ['pipeline-diff.mjs'], { cwd: folder, env: {} });

    expect(existsSync(join(folder, PERMISSIONS_FILE))).toBe(false);
    expect(readFileSync(join(folder, SUMMARY_FILE), 'utf8')).toMatch(
      /^It is not known what changes in the pipeline's account: MissingEnvironment: .*RELEASE_BUCKET/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

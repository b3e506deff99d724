import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScripts } from '../../../bin/assembly/scripts';
import {
  PERMISSIONS_FILE,
  PIPELINE_DIFF_COMMANDS,
  SUMMARY_FILE,
} from '../../../release/review/contract';

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

test.each([
  ['is not there', undefined, 'unknown'],
  ['breaks off', 'throw new Error("broken")', 'unknown'],
  [
    'ends well, as it then says',
    `import { writeFileSync } from 'node:fs'; writeFileSync('${PERMISSIONS_FILE}', 'not broader')`,
    'not broader',
  ],
])('the build goes on when its script %s', (_, script, permissions) => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-pipeline-diff-'));
  try {
    if (script !== undefined) writeFileSync(join(folder, 'pipeline-diff.mjs'), script);
    const commands = [...PIPELINE_DIFF_COMMANDS, 'echo "permissions=$PERMISSIONS"'].join('\n');
    const said = execFileSync('bash', ['-ec', commands], { cwd: folder, stdio: 'pipe' });
    expect(String(said)).toContain(`permissions=${permissions}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

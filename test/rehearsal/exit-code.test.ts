import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../../rehearsal/paths';

test('a rehearsal whose work never settles does not end with 0', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-stall-'));
  // git, the first thing that a rehearsal waits for, never answers.
  const stall = join(folder, 'stall.cjs');
  writeFileSync(
    stall,
    `const never = () => new Promise(() => {});
    require('node:child_process').execFile = Object.assign(() => undefined, {
      [require('node:util').promisify.custom]: never,
    });`,
  );
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const cli = join(repositoryRoot, 'bin', 'waypost.ts');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', stall, '--import', tsx, cli, 'rehearse', '--yes', '--once'],
    { encoding: 'utf8', cwd: folder },
  );
  rmSync(folder, { recursive: true });

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
});

import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../rehearsal/paths';
import { synthesizedEnvironment } from '../../helpers/synthesis';

/** What the pinned cdk-assets lists of a manifest. @throws with its message if it cannot read it */
function assetsIn(manifest: string): string {
  const command = join(repositoryRoot, 'node_modules', '.bin', 'cdk-assets');
  return execFileSync(command, ['--path', manifest, 'ls'], { encoding: 'utf8', stdio: 'pipe' });
}

function manifest(): string {
  const { directory } = synthesizedEnvironment('dev').assembly;
  const [name] = globSync('*.assets.json', { cwd: directory });
  if (name === undefined) throw new Error('nothing was synthesized with assets');
  return join(directory, name);
}

// The library may be updated alone: the tools of 2.276.0 could not read it (findings/cdk-assets-newest-schema.sh).
test('the pinned cdk-assets reads the manifests that the pinned library writes', () => {
  expect(assetsIn(manifest())).toContain('.template.json');
});

test('control: it refuses the manifest of a library that is newer', () => {
  const newer = join(mkdtempSync(join(tmpdir(), 'assets-')), 'newer.assets.json');
  cpSync(manifest(), newer);
  writeFileSync(newer, readFileSync(newer, 'utf8').replace(/"version": "\d+/, '"version": "999'));

  expect(() => assetsIn(newer)).toThrow('schema version mismatch');
});

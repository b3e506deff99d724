import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';

/** What a repository needs beside the fixture's own files. */
const SHARED = [
  'bin',
  'test/fixtures/one-bucket',
  'lib',
  'lambdas',
  'rehearsal',
  'cdk.json',
  'package.json',
  'tsconfig.json',
  'waypost.config.ts',
  '.gitignore',
];

/** Paths in the fixture that tests edit. */
export const APP = 'test/fixtures/one-bucket/app.ts';
export const BUILD_SPEC = 'buildspec.yml';

/** A git repository of its own with the real pipeline and a one-bucket stage, in a temporary folder. */
export class FixtureRepository {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-fixture-'));

  constructor() {
    for (const path of SHARED) {
      cpSync(join(repositoryRoot, path), join(this.folder, path), { recursive: true });
    }
    renameSync(
      join(this.folder, 'test/fixtures/one-bucket', BUILD_SPEC),
      join(this.folder, BUILD_SPEC),
    );
    this.edit('cdk.json', (text) => text.replace('bin/app.ts', APP));
    this.edit(BUILD_SPEC, (text) => text.replace('NODE_MODULES', nodeModules));
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('feat: deliver a bucket');
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.folder, path);
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`The edit of ${path} changed nothing`);
    writeFileSync(file, after);
  }

  addFile(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** @returns the commit's id */
  commit(message: string): string {
    this.git('add', '--all');
    this.git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', message);
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      // Whoever runs the tests may sign commits or have hooks.
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

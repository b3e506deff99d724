import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';
import { ScratchRepository } from './scratch-repository';

/** What a repository needs beside the fixture's own files. */
const SHARED = [
  'bin',
  'test/fixtures/one-bucket',
  'lib',
  'lambdas',
  'release',
  'stages',
  'site',
  'rehearsal',
  'release',
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'waypost.config.ts',
  '.gitignore',
];

/** Paths in the fixture that tests edit. */
export const APP = 'test/fixtures/one-bucket/app.ts';
export const SMOKE_TEST = 'test/fixtures/one-bucket/smoke-test.mjs';
export const BUILD_SPEC = 'buildspec.yml';

/** The real pipeline with a one-bucket stage. */
export class FixtureRepository extends ScratchRepository {
  constructor() {
    super();
    for (const path of SHARED) {
      cpSync(join(repositoryRoot, path), join(this.folder, path), { recursive: true });
    }
    renameSync(
      join(this.folder, 'test/fixtures/one-bucket', BUILD_SPEC),
      join(this.folder, BUILD_SPEC),
    );
    this.edit('cdk.json', (text) => text.replace('bin/synth.ts', APP));
    this.edit(BUILD_SPEC, (text) => text.replace('NODE_MODULES', nodeModules));
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('feat: deliver a bucket');
  }
}

import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../lib/config/schema';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';
import { include } from '../../../tsconfig.json';
import { ScratchRepository } from './scratch-repository';

/** What a repository needs beside the fixture's own files: every folder but those that prove and measure. */
const SHARED = [
  ...include.filter((path) => path !== 'test' && path !== 'bench'),
  'test/fixtures/one-bucket',
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.gitignore',
];

/** Paths in the fixture that tests edit. */
export const APP = 'test/fixtures/one-bucket/app.ts';
export const SMOKE_TEST = 'test/fixtures/one-bucket/smoke-test.mjs';
export const BUILD_SPEC = 'buildspec.yml';

/**
 * The real pipeline with a one-bucket stage, under this repository's configuration or another. Its
 * templates are not validated, which `synth.test.ts` and `whole-repository.test.ts` do.
 */
export class FixtureRepository extends ScratchRepository {
  constructor(config?: ConfigInput) {
    super();
    for (const path of SHARED) {
      cpSync(join(repositoryRoot, path), join(this.folder, path), { recursive: true });
    }
    renameSync(
      join(this.folder, 'test/fixtures/one-bucket', BUILD_SPEC),
      join(this.folder, BUILD_SPEC),
    );
    this.edit('cdk.json', (text) => text.replace('bin/synth.ts', APP));
    if (config) this.configure(config);
    this.edit(BUILD_SPEC, (text) => text.replace('NODE_MODULES', nodeModules));
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('feat: deliver a bucket');
  }
}

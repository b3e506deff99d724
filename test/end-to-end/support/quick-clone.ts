import { execFileSync } from 'node:child_process';
import type { ConfigInput } from '../../../lib/config/schema';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';
import { BUILD_SPEC } from './fixture-repository';
import { ScratchRepository } from './scratch-repository';

/**
 * The last commit of this repository, under another configuration if one is given. Its synth build neither installs
 * nor checks, which `whole-repository.test.ts` does.
 */
export class QuickClone extends ScratchRepository {
  constructor(config?: ConfigInput) {
    super();
    execFileSync('git', ['clone', '--quiet', repositoryRoot, this.folder]);
    this.edit(BUILD_SPEC, (text) => text.replace('npm ci', `ln -s ${nodeModules} node_modules`));
    this.edit(BUILD_SPEC, (text) => text.replace(/^ *- npm run check\n/m, ''));
    if (config) this.configure(config);
    this.commit('chore: configure and build quickly');
  }
}

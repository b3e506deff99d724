import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../lib/config/schema';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';
import { BUILD_SPEC } from './fixture-repository';
import { ScratchRepository } from './scratch-repository';

/**
 * The last commit of this repository, under another configuration if one is given. Its synth build neither installs
 * nor checks, which `whole-repository.test.ts` does.
 */
export class QuickClone extends ScratchRepository {
  constructor(private readonly config?: ConfigInput) {
    super();
    execFileSync('git', ['clone', '--quiet', repositoryRoot, this.folder]);
    this.#buildQuickly();
  }

  /** Tags an earlier commit, which is built in the same way. */
  tagEarlier(tag: string, commit: string): void {
    const head = this.git('rev-parse', 'HEAD');
    this.git('checkout', '--quiet', commit);
    this.#buildQuickly();
    this.git('tag', tag);
    this.git('checkout', '--quiet', head);
  }

  #buildQuickly(): void {
    this.edit(BUILD_SPEC, (text) => text.replace('npm ci', `ln -s ${nodeModules} node_modules`));
    this.edit(BUILD_SPEC, (text) => text.replace(/^ *- npm run check\n/m, ''));
    if (this.config) this.configure(this.config);
    this.commit('chore: configure and build quickly');
  }
}

/** The commit of this repository with the notes of its newest release; `undefined` in a shallow clone. */
export function newestRelease(): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).trim();
  if (git('rev-parse', '--is-shallow-repository') === 'true') return undefined;
  const changelog = readFileSync(join(repositoryRoot, 'CHANGELOG.md'), 'utf8');
  const [heading = ''] = /^## \d+\.\d+\.\d+ /m.exec(changelog) ?? [];
  // The last line is the first commit that has it.
  return git('log', '--format=%H', `-S${heading}`, '--', 'CHANGELOG.md').split('\n').at(-1);
}

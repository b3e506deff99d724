import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules, repositoryRoot } from '../../../rehearsal/paths';
import { ScratchRepository } from './scratch-repository';

const LINK = `ln -s ${nodeModules} node_modules`;

/** An app of `examples/` in a repository of its own. This repository's packages replace what `npm ci` installs. */
export class ExampleRepository extends ScratchRepository {
  constructor(name: string) {
    super();
    cpSync(join(repositoryRoot, 'examples', name), this.folder, { recursive: true });
    this.edit('app.ts', (text) => text.replace('npm ci', LINK));
    // `node_modules/` does not match a link.
    this.edit('.gitignore', (text) => text.replace('node_modules/', 'node_modules'));
    symlinkSync(nodeModules, join(this.folder, 'node_modules'));
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('feat: begin');
  }
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Config } from '../../lib/config/config';
import { repositoryRoot } from '../paths';
import { git, ifFound } from '../workspace/git';

/** Files from which `npm ci` reads the packages of a commit. */
const PACKAGE_FILES = ['package.json', 'package-lock.json'];

/** Files that change the result of `waypost bootstrap`. */
const BOOTSTRAP_SOURCES = [
  'bin',
  'lib',
  'stages',
  'package-lock.json',
  'waypost.bootstrap.json',
  'waypost.config.ts',
];

/**
 * The configuration of a checkout. The checkout's own code reads it, because later code may expect other fields.
 * @throws the errors of that code
 */
export function ownConfig(checkout: string): Config {
  const loader = createRequire(__filename)(
    join(checkout, 'lib', 'config', 'load-config'),
  ) as typeof import('../../lib/config/load-config.js');
  return loader.loadConfig(checkout);
}

/** Whether the packages installed here are those of the checkout. */
export async function hasOurPackages(checkout: string): Promise<boolean> {
  const same = await Promise.all(
    PACKAGE_FILES.map(async (name) => {
      const [ours, its] = await Promise.all(
        [repositoryRoot, checkout].map((folder) => readFile(join(folder, name), 'utf8')),
      );
      return ours === its;
    }),
  );
  return same.every(Boolean);
}

/** Whether the bootstrap for one commit is good for another one, too. */
export async function bootstrapsAlike(
  repository: string,
  before: string,
  after: string,
): Promise<boolean> {
  const names = ['diff', '--name-only', before, after, '--', ...BOOTSTRAP_SOURCES];
  // git may no longer have the commit, such as one of a working tree.
  return (await ifFound(git(repository, names))) === '';
}

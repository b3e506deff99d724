import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RehearsedApp, AppSource } from '../app';
import { git, ifFound } from '../workspace/git';

/** Files from which `npm ci` reads the packages of a commit. */
const PACKAGE_FILES = ['package.json', 'package-lock.json'];

/** Whether the owner's installed packages are those of the checkout. */
export async function hasOurPackages(
  packages: AppSource['packages'],
  checkout: string,
): Promise<boolean> {
  const pairs = [...packages].map(([folder, installed]) => [
    dirname(installed),
    join(checkout, folder),
  ]);
  const same = await Promise.all(
    pairs.flatMap((pair) =>
      PACKAGE_FILES.map(async (name) => {
        const [ours, its] = await Promise.all(pair.map((folder) => textOf(join(folder, name))));
        return ours === its;
      }),
    ),
  );
  return same.every(Boolean);
}

/** `undefined` if there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

/** Whether the bootstrap for one commit is good for another one, too. */
export async function bootstrapsAlike(
  repository: string,
  before: string,
  after: string,
  sources: RehearsedApp['bootstrapSources'],
): Promise<boolean> {
  const names = ['diff', '--name-only', before, after, '--', ...sources];
  // git may no longer have the commit, such as one of a working tree.
  return (await ifFound(git(repository, names))) === '';
}

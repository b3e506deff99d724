import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { LockedPackage, Lockfile } from './lockfile';

/** The licences in a package.json: today's field, and npm's old list. */
export interface Manifest {
  readonly license?: string | NamedLicence;
  readonly licenses?: string | NamedLicence | readonly (string | NamedLicence)[];
}

interface NamedLicence {
  readonly type?: string;
  readonly name?: string;
}

/**
 * The lockfile of a repository, with the licences that each installed package itself declares. npm writes
 * only one into the lockfile, and drops a list.
 * https://docs.npmjs.com/cli/configuring-npm/package-json#license
 */
export function readLockfile(root: string): Lockfile {
  const { packages } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ) as Lockfile;
  return {
    packages: Object.fromEntries(
      Object.entries(packages).map(([path, locked]) => {
        const file = join(root, path, 'package.json');
        // A package for another platform is not installed.
        if (path === '' || !existsSync(file)) return [path, locked];
        const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
        return [path, { ...locked, licences: declaredLicences(locked, manifest) }];
      }),
    ),
  };
}

/** Each licence once, as the package writes it: expressions of SPDX, ids and names. */
export function declaredLicences(
  { license: locked }: LockedPackage,
  { license, licenses = [] }: Manifest,
): string[] {
  const said = [locked, license, ...[licenses].flat()].map((one) =>
    typeof one === 'string' ? one : (one?.type ?? one?.name),
  );
  return [...new Set(said.filter((one) => one !== undefined && one !== ''))] as string[];
}

/** The licences that a package declares; empty if it declares none. */
export function licencesOf({ license, licences }: LockedPackage): readonly string[] {
  return licences ?? (license === undefined ? [] : [license]);
}

/** Whether a text is an expression of SPDX, and not a name such as "SEE LICENSE IN LICENSE.md". */
export function isExpression(licence: string): boolean {
  try {
    satisfies(licence, ['MIT']);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

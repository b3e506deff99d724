import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { LockedPackage, Lockfile } from './lockfile';

/** The licences in a package.json: the field that counts, and the list that npm once had. */
export interface Manifest {
  readonly license?: string | NamedLicence;
  readonly licenses?: string | NamedLicence | readonly (string | NamedLicence)[];
}

interface NamedLicence {
  readonly type?: string;
  readonly name?: string;
}

/**
 * The lockfile of a repository, with what each installed package itself says of its licences: npm writes
 * one of them into the lockfile, and drops a list beside it.
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
        // A package for another kind of machine is not installed.
        if (path === '' || !existsSync(file)) return [path, locked];
        const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
        return [path, { ...locked, licences: declaredLicences(locked, manifest) }];
      }),
    ),
  };
}

/** Each licence once, as it is written: expressions of SPDX, ids and names. */
export function declaredLicences(
  { license: locked }: LockedPackage,
  { license, licenses = [] }: Manifest,
): string[] {
  const said = [locked, license, ...[licenses].flat()].map((one) =>
    typeof one === 'string' ? one : (one?.type ?? one?.name),
  );
  return [...new Set(said.filter((one) => one !== undefined && one !== ''))] as string[];
}

/** What a package says; nothing where it says nothing. */
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

/** package-lock.json, version 3, as far as we read it. */
export interface Lockfile {
  /** Folder, such as `node_modules/a/node_modules/b` -> its package; '' is the repository. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  /** The one licence that npm keeps from package.json. It should be an expression of SPDX. */
  readonly license?: string;
  /** All licences in its package.json, which may have a list as well. Set for installed packages. */
  readonly licences?: readonly string[];
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Name of the package in a folder of the lockfile. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Folder in which Node finds package `name` for a file in folder `from`. */
export function resolve({ packages }: Lockfile, from: string, name: string): string | undefined {
  const candidate = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (candidate in packages) return candidate;
  if (from === '') return undefined;
  const above = from.lastIndexOf('/node_modules/');
  return resolve({ packages }, above === -1 ? '' : from.slice(0, above), name);
}

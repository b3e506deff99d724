import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose files are uploaded unchanged, and the folder of those files. */
const COPIED: Readonly<Record<string, string>> = {
  '@aws-cdk/asset-awscli-v1': 'lib',
  altcha: '.',
  // Functions behind CDK's own resources.
  'aws-cdk-lib': 'custom-resource-handlers/dist',
};

/** Digest of a file -> name and version of its package. */
export type CopiedFiles = ReadonlyMap<string, readonly [name: string, version: string]>;

export function copiedFiles(root: string): CopiedFiles {
  return new Map(
    Object.entries(COPIED).flatMap(([name, folder]) => {
      const home = join(root, 'node_modules', name);
      const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
        version: string;
      };
      return filesBelow(join(home, folder)).map((file) => [digest(file), [name, version]] as const);
    }),
  );
}

/** Every file of a folder, in a fixed order, or the file itself. */
export function filesBelow(source: string): string[] {
  if (statSync(source).isFile()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

export function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

import { join, relative } from 'node:path';
import type { Construct } from 'constructs';

/** Type of the metadata that says what a function's code was bundled from. */
export const BUNDLE_RECORD = 'waypost:bundle';

export interface BundleRecord {
  /** Path of the entry file, relative to the repository. */
  readonly entry: string;
  /** JavaScript expression -> the literal in its place. */
  readonly define: Readonly<Record<string, string>>;
}

const ROOT = join(__dirname, '..');

/**
 * Notes what a function is bundled from, beside the cloud assembly's templates: `postsynth` bundles it
 * once more to say which packages are in it (bin/postsynth/bundled-packages.ts).
 */
export function recordBundle(
  construct: Construct,
  entry: string,
  define: Readonly<Record<string, string>> = {},
) {
  const bundle: BundleRecord = { entry: relative(ROOT, entry), define };
  construct.node.addMetadata(BUNDLE_RECORD, bundle);
}

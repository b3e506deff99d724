import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { minimatch } from 'minimatch';
import { filesBelow, zip } from '../runner/zip';
import type { ArtifactSpec, BuildSpec } from './build-spec';

/** A build did not make an artifact that its build spec declares. */
export class ArtifactMissing extends Error {
  readonly code = 'ARTIFACT_MISSING';
  constructor(message: string) {
    super(message);
    this.name = 'ArtifactMissing';
  }
}

/**
 * Files of an artifact, chosen as CodeBuild does: `files` and `exclude-paths` are globs relative
 * to `base-directory`, and include hidden files.
 * @throws {ArtifactMissing} without the base directory or when nothing matches
 */
export async function chooseFiles(
  spec: ArtifactSpec,
  sources: string,
): Promise<{ readonly folder: string; readonly files: { path: string; as: string }[] }> {
  const folder = resolve(sources, spec['base-directory']);
  if (!existsSync(folder)) {
    throw new ArtifactMissing(`artifacts: there is no base-directory ${spec['base-directory']}`);
  }
  const matches = (path: string, globs: readonly string[]) =>
    globs.some((glob) => minimatch(path, glob.replace(/^\.\//, ''), { dot: true }));
  const files = (await filesBelow(folder))
    .filter((path) => matches(path, spec.files) && !matches(path, spec['exclude-paths']))
    .map((path) => ({ path, as: spec['discard-paths'] ? basename(path) : path }));
  if (files.length === 0) {
    throw new ArtifactMissing(
      `artifacts: no file matches ${spec.files.join(', ')} in ${spec['base-directory']}`,
    );
  }
  return { folder, files };
}

/** Zips one output artifact of an action. If there are several, each is a secondary artifact of that name. */
export async function zipArtifact(
  spec: BuildSpec,
  name: string,
  outputs: readonly string[],
  sources: string,
  target: string,
): Promise<void> {
  const secondary = spec.artifacts?.['secondary-artifacts'][name];
  const artifact = outputs.length > 1 ? secondary : (secondary ?? spec.artifacts);
  const files = artifact?.files;
  if (!artifact || !files) {
    throw new ArtifactMissing(`The build spec declares no artifact for the output ${name}`);
  }
  const chosen = await chooseFiles({ ...artifact, files }, sources);
  await zip(chosen.folder, chosen.files, target);
}

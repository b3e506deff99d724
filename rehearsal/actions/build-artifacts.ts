import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { minimatch } from 'minimatch';
import { filesBelow, zip } from '../runner/zip';
import type { ArtifactSpec, BuildSpec } from './build-spec';

/** A build was to make an artifact and did not. */
export class ArtifactMissing extends Error {
  readonly code = 'ARTIFACT_MISSING';
  constructor(message: string) {
    super(message);
    this.name = 'ArtifactMissing';
  }
}

/**
 * Files of an artifact, chosen as CodeBuild does: `files` and `exclude-paths` are globs relative
 * to `base-directory`; hidden files count.
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

/** Zips one output artifact of an action. Several outputs are the secondary artifacts, by name. */
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

import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Cloud, Credentials } from '../emulator/cloud';
import { ownGit } from '../workspace/git';

/** A permission at the source's provider, which the emulator does not have. */
const grantSchema = z.strictObject({
  /** Such as `codeconnections:UseConnection`. */
  action: z.string(),
  resourceArn: z.string(),
});
export type SourceGrant = z.infer<typeof grantSchema>;

/** Content of an artifact in the format `CODEBUILD_CLONE_REF`. It is our own: AWS does not document its format. */
const referenceSchema = z.strictObject({
  /** Name of the source action. */
  source: z.string(),
  commit: z.string(),
  /** Address of the repository at its provider. */
  remote: z.string(),
  /** What a build needs to clone it. */
  needs: grantSchema,
});
export type CloneReference = z.infer<typeof referenceSchema>;

/** A role may not read the source. */
class SourceRefused extends Error {
  readonly code = 'SOURCE_REFUSED';
  constructor(who: string, { action, resourceArn }: SourceGrant) {
    super(`${who} may not ${action} ${resourceArn}: its role has no such grant`);
    this.name = 'SourceRefused';
  }
}

/** @throws {SourceRefused} */
export async function assertMayRead(
  grant: SourceGrant,
  who: string,
  { accessKeyId }: Credentials,
  region: string,
  cloud: Cloud,
): Promise<void> {
  const allowed = await cloud.emulator.isAllowed({ accessKeyId, ...grant, region });
  if (!allowed) throw new SourceRefused(who, grant);
}

export async function writeReference(file: string, reference: CloneReference): Promise<void> {
  await writeFile(file, JSON.stringify(reference));
}

export async function readReference(file: string): Promise<CloneReference> {
  return referenceSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** A clone with its whole history, detached at the commit, as CodeBuild leaves it. */
export async function cloneInto(
  target: string,
  { commit, remote }: Pick<CloneReference, 'commit' | 'remote'>,
  origin: string,
): Promise<void> {
  // Without hard links: a build must not change the origin through its clone.
  const plain = ['--quiet', '--template=', '--no-local', '--no-checkout'];
  await ownGit(origin, ['clone', ...plain, origin, target]);
  await ownGit(target, ['checkout', '--quiet', '--detach', commit]);
  // Builds have no credentials for the provider, unless the build spec asks for git's credential helper.
  await ownGit(target, ['remote', 'set-url', 'origin', remote]);
}

import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Cloud, Credentials } from '../emulator/cloud';
import { ownGit } from '../workspace/git';

/** Content of an artifact in the format `CODEBUILD_CLONE_REF`. It is our own: AWS does not document its format. */
const referenceSchema = z.strictObject({
  connectionArn: z.string(),
  /** `owner/name` */
  repository: z.string(),
  commit: z.string(),
});
export type CloneReference = z.infer<typeof referenceSchema>;

/** A role may not use the connection of the source. */
export class ConnectionRefused extends Error {
  readonly code = 'CONNECTION_REFUSED';
  constructor(who: string, action: string, connectionArn: string) {
    super(`${who} may not ${action} ${connectionArn}: its role has no such grant`);
    this.name = 'ConnectionRefused';
  }
}

/**
 * Checks the permission to use a connection. The permission has the prefix of the connection's ARN.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 * @throws {ConnectionRefused}
 */
export async function assertMayUse(
  connectionArn: string,
  who: string,
  role: Credentials,
  region: string,
  cloud: Cloud,
): Promise<void> {
  const action = `${connectionArn.split(':')[2] ?? ''}:UseConnection`;
  const { accessKeyId } = role;
  const allowed = await cloud.emulator.isAllowed({
    accessKeyId,
    action,
    resourceArn: connectionArn,
    region,
  });
  if (!allowed) throw new ConnectionRefused(who, action, connectionArn);
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
  { commit, connectionArn, repository }: CloneReference,
  origin: string,
): Promise<void> {
  // Without hard links: a build must not change the origin through its clone.
  const plain = ['--quiet', '--template=', '--no-local', '--no-checkout'];
  await ownGit(origin, ['clone', ...plain, origin, target]);
  await ownGit(target, ['checkout', '--quiet', '--detach', commit]);
  // Builds have no credentials for the provider, unless the build spec asks for git's credential helper.
  const [, , service = '', region = '', account = '', , id = ''] = connectionArn.split(/[:/]/);
  const path = `git-http/${account}/${region}/${id}/${repository}.git`;
  const address = `https://${service}.${region}.amazonaws.com/${path}`;
  await ownGit(target, ['remote', 'set-url', 'origin', address]);
}

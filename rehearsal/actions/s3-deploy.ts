import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, S3ServiceException, type ObjectCannedACL } from '@aws-sdk/client-s3';
import type { S3DeployAction } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { filesBelow, unzip } from '../runner/zip';
import type { ActionHost } from './host';
import { sessionOf } from './session-name';
import { substitute } from './variables';

/**
 * Puts an artifact, or the files in it, into a bucket under the action's role. Objects that were there stay.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html
 */
export async function s3Deploy(
  action: S3DeployAction,
  execution: Execution,
  host: ActionHost,
  logPath: string,
): Promise<ActionResult> {
  const { inputs, region, bucket, kmsKeyId, acl, cacheControl } = action;
  const [input] = inputs;
  if (input === undefined) return { status: 'failed', error: 'The action has no input artifact' };
  const role = await host.cloud.actionRole(action, execution.plan, sessionOf(action, execution));
  const s3 = host.cloud.s3(role, region);
  const artifact = await host.artifactsOf(execution).fetch(input, role, region);
  const key = keyOf(action.key, execution);
  const files = action.extract
    ? await filesOf(artifact, join(host.scratch, crypto.randomUUID()), key)
    : [{ file: artifact, key }];
  const Bucket = substitute(bucket, execution.variables);
  for (const one of files) {
    const place = { Bucket, Key: one.key };
    const object = new PutObjectCommand({
      ...place,
      Body: await readFile(one.file),
      ...(acl !== undefined && { ACL: acl as ObjectCannedACL }),
      ...(cacheControl !== undefined && { CacheControl: cacheControl }),
      ...(kmsKeyId !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId }),
    });
    try {
      await s3.send(object);
    } catch (cause) {
      if (!(cause instanceof S3ServiceException)) throw cause;
      const error = `Putting s3://${place.Bucket}/${place.Key} failed: ${cause.name}: ${cause.message}`;
      return { status: 'failed', error };
    }
    await appendFile(logPath, `s3://${place.Bucket}/${place.Key}\n`);
  }
  return { status: 'succeeded' };
}

/** The console offers two variables of its own. AWS does not say how a time is written. */
function keyOf(key: string, execution: Execution): string {
  return substitute(key, execution.variables)
    .replaceAll('{datetime}', new Date().toISOString().replace(/[:.]/g, '-'))
    .replaceAll('{uuid}', crypto.randomUUID());
}

async function filesOf(zip: string, folder: string, prefix: string) {
  await unzip(zip, folder);
  const start = prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
  return (await filesBelow(folder)).map((path) => ({
    file: join(folder, path),
    key: `${start}${path}`,
  }));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ZipFile } from 'yazl';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { clientOf } from './running-emulator';

interface FileAsset {
  readonly source: { readonly path: string; readonly packaging: 'file' | 'zip' };
  readonly destinations: Readonly<Record<string, { bucketName: string; objectKey: string }>>;
}

/** Puts the code that a stack's functions run into a bucket with the name of bootstrap's. */
export async function publishAssets(
  emulator: Pick<Emulator, 'endpoint'>,
  assembly: CloudAssembly,
  stack: string,
) {
  const { account, region } = assembly.getStackByName(stack).environment;
  const s3 = new S3Client({ ...clientOf(emulator, { account }, region), forcePathStyle: true });
  const bucket = `cdk-hnb659fds-assets-${account}-${region}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const { source, destinations } of filesOf(assembly, stack)) {
    if (source.packaging !== 'zip') continue;
    const Body = await zipped(join(assembly.directory, source.path));
    for (const { objectKey } of Object.values(destinations)) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: objectKey, Body }));
    }
  }
}

function filesOf(assembly: CloudAssembly, stack: string): FileAsset[] {
  const { id } = assembly.getStackByName(stack);
  const manifest = readFileSync(join(assembly.directory, `${id}.assets.json`), 'utf8');
  return Object.values((JSON.parse(manifest) as { files: Record<string, FileAsset> }).files);
}

function zipped(folder: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) zip.addFile(path, path.slice(folder.length + 1));
  }
  zip.end();
  return buffer(zip.outputStream);
}

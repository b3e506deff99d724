import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import type { Cloud, Credentials } from '../../emulator/cloud';

import type { ObjectAddress } from './object-address';

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

/** @returns undefined if there is no such object */
export async function readObject(
  { bucket, key, region }: ObjectAddress,
  cloud: Pick<Cloud, 's3'>,
  credentials: Credentials,
): Promise<StoredObject | undefined> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  try {
    const { Body, ContentType } = await cloud.s3(credentials, region).send(command);
    if (!Body) throw new Error(`${key} came without content`);
    const body = Buffer.from(await Body.transformToByteArray());
    return { body, contentType: ContentType ?? 'application/octet-stream' };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

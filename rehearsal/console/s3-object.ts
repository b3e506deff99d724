import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import type { Cloud, Credentials } from '../emulator/cloud';

/** An object, as the address of its page in the S3 console names it. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

const CONSOLE = /^https:\/\/(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com(?=\/s3\/object\/)/;

/**
 * Where the rehearsal's console shows what the S3 console would: the same path, with it in place of
 * AWS's host. Any other address stays as it is.
 * @param origin of the rehearsal's console, such as `http://127.0.0.1:40123`
 */
export function inOurConsole(url: string, origin: string): string {
  return url.replace(CONSOLE, origin);
}

/** The object that the S3 console's page at this path shows, if it is one. */
export function objectAddress({ pathname, searchParams }: URL): ObjectAddress | undefined {
  const [, bucket] = /^\/s3\/object\/([a-z0-9.-]+)$/.exec(pathname) ?? [];
  const key = searchParams.get('prefix') ?? '';
  const region = searchParams.get('region') ?? '';
  return bucket === undefined || key === '' || region === '' ? undefined : { bucket, key, region };
}

/** @returns undefined when there is none of that name */
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

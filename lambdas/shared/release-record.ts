import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { RELEASE_FILES, releaseKey } from '../release-check/contract';

/** S3 says AccessDenied of what is not there to who may not list the bucket. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

/**
 * Text of the `ReleaseRecord` of an execution. `undefined` if none was written, or it has expired.
 * Calls s3:GetObject.
 */
export async function recordText(
  s3: Pick<S3Client, 'send'>,
  Bucket: string,
  environment: string,
  executionId: string,
): Promise<string | undefined> {
  const Key = releaseKey(environment, executionId, RELEASE_FILES.record);
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
    throw error;
  }
}

import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { stagingBucket } from './name-taken';
import type { BucketOwner } from './ports';

/**
 * Whose the bucket of bootstrap is; `undefined` if there is none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export async function ownerOfStagingBucket(
  account: string,
  region: string,
): Promise<BucketOwner | undefined> {
  const Bucket = stagingBucket(account, region);
  try {
    await new S3Client({ region }).send(
      new HeadBucketCommand({ Bucket, ExpectedBucketOwner: account }),
    );
    return 'this account';
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return undefined;
    if (status === 403) return 'another account';
    throw error;
  }
}

import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { RELEASE_FILES, releaseKey, type ReleaseRecord } from '../../release-check/contract';
import type { ReleaseRecords } from '../ports';

/** Calls s3:GetObject. Who may not list a bucket is denied what is not in it. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

export function s3Records(client: Pick<S3Client, 'send'>, bucket: string): ReleaseRecords {
  return {
    async read(environment, executionId) {
      const Key = releaseKey(environment, executionId, RELEASE_FILES.record);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        return JSON.parse((await Body?.transformToString()) ?? '') as ReleaseRecord;
      } catch (error) {
        if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
        throw error;
      }
    },
  };
}

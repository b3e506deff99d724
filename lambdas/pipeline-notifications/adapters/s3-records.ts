import type { S3Client } from '@aws-sdk/client-s3';
import type { ReleaseRecord } from '../../release-check/contract';
import { recordText } from '../../shared/release-record';
import type { ReleaseRecords } from '../ports';

export function s3Records(client: Pick<S3Client, 'send'>, bucket: string): ReleaseRecords {
  return {
    async read(environment, executionId) {
      const text = await recordText(client, bucket, environment, executionId);
      return text === undefined ? undefined : (JSON.parse(text) as ReleaseRecord);
    },
  };
}

import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { extname } from 'node:path';
import { releaseKey } from '../../lambdas/release-check/contract';
import type { ReleaseStore } from './ports';

/** Content types, by which browsers show the files in the S3 console. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
};

/** Below `releases/<environment>/<executionId>/` in the artifact bucket. */
export function releaseStore(
  s3: Pick<S3Client, 'send'>,
  bucket: string,
  environment: string,
  executionId: string,
): ReleaseStore {
  return {
    async put(file, content) {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: releaseKey(environment, executionId, file),
          Body: content,
          ContentType: CONTENT_TYPES[extname(file)],
        }),
      );
    },
  };
}

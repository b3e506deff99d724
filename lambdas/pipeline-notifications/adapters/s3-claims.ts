import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { NOTIFICATIONS_PREFIX } from '../contract';
import type { NotificationClaims } from '../ports';

/** Owner of a notification that has been sent. */
const NOBODY = 'told';

/**
 * An object for each notification, written under a condition: S3 lets one writer win.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function s3Claims(client: Pick<S3Client, 'send'>, bucket: string): NotificationClaims {
  const at = (key: string) => ({ Bucket: bucket, Key: `${NOTIFICATIONS_PREFIX}${key}` });
  return {
    async claim(key, owner) {
      try {
        await client.send(new PutObjectCommand({ ...at(key), Body: owner, IfNoneMatch: '*' }));
        return true;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'PreconditionFailed') throw error;
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return (await Body?.transformToString()) === owner;
      }
    },
    async settle(key) {
      await client.send(new PutObjectCommand({ ...at(key), Body: NOBODY }));
    },
    async release(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
  };
}

import { CommandError } from '../terminal/command-error';
import type { BucketOwner } from './ports';

/** `cdk bootstrap` names its bucket like this, with its default qualifier. */
export function stagingBucket(account: string, region: string): string {
  return `cdk-hnb659fds-assets-${account}-${region}`;
}

/**
 * Bootstrap makes a bucket, and keeps it when its stack is deleted or rolled back. The next bootstrap then
 * fails, and CloudFormation does not say at what.
 */
export function stagingBucketTaken(
  owner: BucketOwner,
  account: string,
  region: string,
): CommandError {
  const bucket = stagingBucket(account, region);
  return new CommandError(
    'BOOTSTRAP_NAME_TAKEN',
    owner === 'another account'
      ? `Bootstrap makes the bucket ${bucket}, but AWS says 403: another account has a bucket of this name, or your ` +
          'credentials may not look (s3:ListBucket). Use credentials of an administrator. If it is the same, ask AWS Support.'
      : [
          `Bootstrap makes the bucket ${bucket}, but there is one already, and no stack CDKToolkit that works in ${region}.`,
          'An earlier bootstrap has left it. If nothing else uses it, empty it (S3 console > this bucket > Empty), then run:',
          `  aws s3api delete-bucket --region ${region} --bucket ${bucket}`,
          'and bootstrap again.',
        ].join('\n'),
  );
}

import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { refusalOf } from '../support/refusal';
import { clientOf, DEV, runningEmulator } from '../support/running-emulator';

// Recorded on AWS, 2024 and 2025: test_s3 and test_s3_api (snapshot.json) of
// https://github.com/localstack/localstack/tree/main/tests/aws/services/s3

const emulator = runningEmulator();
const client = () =>
  new S3Client({ ...clientOf(emulator(), { account: DEV }), forcePathStyle: true });
const Key = 'notifications/one';
const NOT_HELD = {
  code: 'PreconditionFailed',
  status: 412,
  message: 'At least one of the pre-conditions you specified did not hold',
};

let buckets = 0;
async function newBucket(versioning: 'versioned' | 'plain'): Promise<string> {
  const Bucket = `recorded-${(buckets += 1)}`;
  await client().send(new CreateBucketCommand({ Bucket }));
  if (versioning === 'versioned') {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client().send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  return Bucket;
}

const claim = (Bucket: string) =>
  client().send(new PutObjectCommand({ Bucket, Key, Body: 'mine', IfNoneMatch: '*' }));

describe.each(['plain', 'versioned'] as const)('an object of a %s bucket', (versioning) => {
  test('that is there is not written where nothing was to be there', async () => {
    const Bucket = await newBucket(versioning);
    await claim(Bucket);

    expect(await refusalOf(claim(Bucket))).toEqual(NOT_HELD);
  });

  test('that has been deleted is written again', async () => {
    const Bucket = await newBucket(versioning);
    await claim(Bucket);
    await client().send(new DeleteObjectCommand({ Bucket, Key }));

    await expect(claim(Bucket)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

test('an object that has not changed does not come again', async () => {
  const Bucket = await newBucket('plain');
  const { ETag } = await claim(Bucket);
  const again = client().send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag }));

  expect(await refusalOf(again)).toMatchObject({ status: 304 });
});

test('an object that is another than the one asked for is refused', async () => {
  const Bucket = await newBucket('plain');
  await claim(Bucket);
  const other = client().send(new GetObjectCommand({ Bucket, Key, IfMatch: '"another"' }));

  expect(await refusalOf(other)).toEqual(NOT_HELD);
});

test.each([
  ['an object', 'NoSuchKey', 'The specified key does not exist.', () => newBucket('plain')],
  [
    'a bucket',
    'NoSuchBucket',
    'The specified bucket does not exist',
    () => Promise.resolve('recorded-nothing'),
  ],
])('%s that is not there is refused by a code of its own', async (_, code, message, bucketOf) => {
  const Bucket = await bucketOf();
  const call = client().send(new GetObjectCommand({ Bucket, Key }));

  expect(await refusalOf(call)).toEqual({ code, status: 404, message });
});

test('control: a claim of what nobody has claimed is not refused', async () => {
  const Bucket = await newBucket('plain');

  await expect(refusalOf(claim(Bucket))).rejects.toThrow('the call was not refused');
});

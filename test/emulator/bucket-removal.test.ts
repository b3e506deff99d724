import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import { exampleConfig } from '../helpers/example-config';
import { outputsOf } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';
import { deployStorage } from './support/storage';

const emulator = runningEmulator();
const s3 = () => new S3Client({ ...clientOf(emulator(), { account: DEV }), forcePathStyle: true });

async function buckets(part: string): Promise<string[]> {
  const { Buckets = [] } = await s3().send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = '' }) => Name).filter((name) => name.includes(part));
}

/** Two versions of one object, and the marker of another that was deleted. */
async function fillUp(Bucket: string) {
  for (const Body of ['one', 'two']) {
    await s3().send(new PutObjectCommand({ Bucket, Key: 'kept', Body }));
  }
  await s3().send(new PutObjectCommand({ Bucket, Key: 'deleted', Body: 'x' }));
  await s3().send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
}

/** Deletes a stack and waits for its end, good or bad. */
async function removed(name: string) {
  const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }, REGION));
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  // A stack that is gone is known by its id alone.
  const StackName = Stacks[0]?.StackId;
  await client.send(new DeleteStackCommand({ StackName }));
  for (;;) {
    const answer = await client.send(new DescribeStacksCommand({ StackName }));
    const status = answer.Stacks?.[0]?.StackStatus ?? '';
    if (!status.endsWith('_IN_PROGRESS')) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return { status, reasons: StackEvents.map((event) => event.ResourceStatusReason).join() };
    }
    await sleep(100);
  }
}

test('a storage stack without protection goes with all that its buckets hold', async () => {
  const { project, environments } = exampleConfig();
  const environment = environments.find(({ protectData }) => !protectData);
  if (!environment) throw new Error('The example configuration protects everything.');
  await deployStorage(emulator(), project, environment, 'filled-storage');
  const made = await buckets('filled-storage');
  expect(made).toHaveLength(2);
  for (const bucket of made) await fillUp(bucket);

  expect(await removed('filled-storage')).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(await buckets('filled-storage')).toEqual([]);
});

test('control: a bucket that nobody empties keeps its stack from going', async () => {
  await outputsOf(emulator(), {
    stack: 'full',
    template: {
      Resources: { Full: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } },
    },
  });
  await fillUp('full-bucket');
  const { status, reasons } = await removed('full');
  expect(status).toBe('DELETE_FAILED');
  expect(reasons).toContain('BucketNotEmpty');
  expect(await buckets('full-bucket')).toEqual(['full-bucket']);
});

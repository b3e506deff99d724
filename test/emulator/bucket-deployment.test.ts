import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { deploy, outputsOf, update, type Template } from './support/deploy';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';
import { zipOf } from './support/zip';

const emulator = runningEmulator();

const s3 = () => new S3Client({ ...clientOf(emulator(), { account: DEV }), forcePathStyle: true });
/** A stack with a bucket of its name. */
const site = (stack: string, properties: object) => ({
  stack,
  template: template(stack, properties),
});
const template = (BucketName: string, properties: object): Template => ({
  Resources: {
    Site: { Type: 'AWS::S3::Bucket', Properties: { BucketName } },
    Deployment: {
      Type: 'Custom::CDKBucketDeployment',
      Properties: {
        ServiceToken: 'arn:aws:lambda:eu-west-1:222222222222:function:never-called',
        SourceBucketNames: ['assets'],
        DestinationBucketName: { Ref: 'Site' },
        ...properties,
      },
    },
  },
});
const keys = async (Bucket: string) => {
  const listed = await s3().send(new ListObjectsV2Command({ Bucket }));
  return (listed.Contents ?? []).map(({ Key }) => Key);
};
const read = async (Bucket: string, Key: string) => {
  const found = await s3().send(new GetObjectCommand({ Bucket, Key }));
  return {
    text: await found.Body?.transformToString(),
    type: found.ContentType,
    cache: found.CacheControl,
  };
};

beforeAll(async () => {
  await outputsOf(emulator(), {
    stack: 'assets',
    template: {
      Resources: { Assets: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'assets' } } },
    },
  });
  const put = async (Key: string, files: Record<string, string>) =>
    s3().send(new PutObjectCommand({ Bucket: 'assets', Key, Body: await zipOf(files) }));
  await put('one.zip', {
    'index.html': '<a href="<<marker>>">',
    'css/a.css': 'a{}',
    'old.txt': 'x',
  });
  await put('two.zip', { 'index.html': '<b>' });
});

test('copies files with markers replaced, content types and metadata set', async () => {
  const properties = {
    SourceObjectKeys: ['one.zip'],
    SourceMarkers: [{ '<<marker>>': 'https://api.example.com' }],
    SystemMetadata: { 'cache-control': 'max-age=60' },
  };
  await outputsOf(emulator(), site('copied', properties));

  expect(await keys('copied')).toEqual(['css/a.css', 'index.html', 'old.txt']);
  expect(await read('copied', 'index.html')).toEqual({
    text: '<a href="https://api.example.com">',
    type: 'text/html',
    cache: 'max-age=60',
  });
  expect((await read('copied', 'css/a.css')).type).toBe('text/css');
});

test('an update prunes what is gone, unless it is excluded or pruning is off', async () => {
  const next = (properties: object) =>
    update(emulator(), site('pruned', { SourceObjectKeys: ['two.zip'], ...properties }));
  await outputsOf(emulator(), site('pruned', { SourceObjectKeys: ['one.zip'] }));

  await next({ Prune: 'false' });
  expect(await keys('pruned')).toEqual(['css/a.css', 'index.html', 'old.txt']);
  await next({ Exclude: ['old.*'] });
  expect(await keys('pruned')).toEqual(['index.html', 'old.txt']);
  await next({ DestinationBucketKeyPrefix: 'v2', Prune: 'true' });
  expect(await keys('pruned')).toEqual(['index.html', 'old.txt', 'v2/index.html']);
});

test('control: a missing asset fails the stack', async () => {
  const failed = await deploy(
    emulator(),
    site('without-asset', { SourceObjectKeys: ['absent.zip'] }),
  );
  expect(failed.reasons.join()).toContain('s3://assets/absent.zip does not exist');
});

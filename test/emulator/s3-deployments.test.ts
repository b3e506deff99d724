import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { s3Deploy } from '../../rehearsal/actions/s3-deploy';
import { accountCredentials, Cloud } from '../../rehearsal/emulator/cloud';
import { zip } from '../../rehearsal/runner/zip';
import { fakeHost, inExecution } from '../rehearsal/fake-host';
import { deployAction } from '../rehearsal/support';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** What a deployment to S3 may do is what its role may do. */
const emulator = runningEmulator();
const PIPELINE = 'codepipeline.amazonaws.com';
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-s3-deploy-'));
  const role = rolesOf(PIPELINE);
  const on = (Action: string) => ({ Action, Resource: 'arn:aws:s3:::published/*' });
  await outputsOf(emulator(), {
    stack: 'published',
    account: TOOLS,
    template: {
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'published' } },
        Writer: role('s3-writer', on('s3:PutObject')),
        Owner: role('s3-owner', on('s3:PutObject'), on('s3:PutObjectAcl')),
        Reader: role('s3-reader', on('s3:GetObject')),
      },
    },
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function deployAs(role: string, given: object = {}) {
  writeFileSync(join(folder, 'index.html'), 'hello');
  const artifact = join(folder, 'artifact.zip');
  await zip(folder, [{ path: 'index.html', as: 'index.html' }], artifact);
  const raw = deployAction(
    'Publish',
    {},
    {
      ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'S3', Version: '1' },
      Configuration: { BucketName: 'published', Extract: 'true', ObjectKey: role, ...given },
    },
  );
  const { action, execution } = inExecution('S3Deploy', raw);
  const cloud = new Cloud(emulator());
  const host = fakeHost({
    scratch: folder,
    cloud: {
      s3: (...settings) => cloud.s3(...settings),
      actionRole: () =>
        emulator().assumeServiceRole({
          roleArn: `arn:aws:iam::${TOOLS}:role/${role}`,
          service: PIPELINE,
          sessionName: 'test',
          region: REGION,
        }),
    },
    artifacts: { fetch: () => Promise.resolve(artifact) },
  });
  return s3Deploy(action, execution, host, join(folder, 'log'));
}

describe('a deployment to S3', () => {
  test('puts objects under the role of its action, with their settings', async () => {
    const result = await deployAs('s3-writer', { CacheControl: 'max-age=60' });
    expect(result).toEqual({ status: 'succeeded' });
    const found = await new Cloud(emulator())
      .s3(accountCredentials(TOOLS), REGION)
      .send(new HeadObjectCommand({ Bucket: 'published', Key: 's3-writer/index.html' }));
    expect(found).toMatchObject({ CacheControl: 'max-age=60', ContentLength: 5 });
  });

  test('needs grants to write, and one more for an ACL', async () => {
    const denied = {
      status: 'failed',
      error: expect.stringMatching(/^Putting s3:\/\/published\/.* failed: AccessDenied/) as string,
    };
    expect(await deployAs('s3-reader')).toMatchObject(denied);
    const acl = { CannedACL: 'bucket-owner-full-control' };
    expect(await deployAs('s3-writer', acl)).toMatchObject(denied);
    expect(await deployAs('s3-owner', acl)).toEqual({ status: 'succeeded' });
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Artifacts } from '../../rehearsal/runner/artifacts';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { parsePlan } from '../../rehearsal/plan/plan';
import { definition, sourceAction } from '../rehearsal/support';
import { outputsOf } from './support/deploy';
import { clientAs, rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** An artifact that is in a file here already is asked for all the same. */
const emulator = runningEmulator();
const BUILDS = 'codebuild.amazonaws.com';
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-artifacts-'));
  writeFileSync(join(folder, 'one.zip'), 'as it was put');
  const objects = {
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: 'arn:aws:s3:::artifacts/*',
  };
  const useKey = { Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
  const role = rolesOf(BUILDS);
  await outputsOf(emulator(), {
    stack: 'artifacts',
    account: TOOLS,
    template: {
      Resources: {
        Key: { Type: 'AWS::KMS::Key', Properties: {} },
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: 'artifacts',
            BucketEncryption: {
              ServerSideEncryptionConfiguration: [
                {
                  ServerSideEncryptionByDefault: {
                    SSEAlgorithm: 'aws:kms',
                    KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
                  },
                },
              ],
            },
          },
        },
        Maker: role('maker', objects, useKey),
        Keyless: role('keyless', objects),
        Stranger: role('stranger', useKey),
      },
    },
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function roleOf(name: string) {
  const roleArn = `arn:aws:iam::${TOOLS}:role/${name}`;
  return emulator().assumeServiceRole({
    roleArn,
    service: BUILDS,
    sessionName: 'test',
    region: REGION,
  });
}

async function madeArtifact(): Promise<Artifacts> {
  const plan = parsePlan(definition({ One: [sourceAction()], Two: [sourceAction()] }));
  const artifacts = new Artifacts(new Cloud(emulator()), plan, 'one', join(folder, 'downloads'));
  await artifacts.put('Synth', join(folder, 'one.zip'), await roleOf('maker'), REGION);
  return artifacts;
}

test('an artifact that was put here does not come again', async () => {
  const artifacts = await madeArtifact();

  await expect(artifacts.fetch('Synth', await roleOf('maker'), REGION)).resolves.toBe(
    join(folder, 'one.zip'),
  );
});

test('a role without the bucket or without the key gets nothing, though the file is here', async () => {
  const artifacts = await madeArtifact();

  for (const name of ['stranger', 'keyless']) {
    await expect(artifacts.fetch('Synth', await roleOf(name), REGION)).rejects.toThrow(
      /fetching artifact Synth from artifacts: AccessDenied/,
    );
  }
});

test('an artifact that somebody has changed in the bucket comes anew, once', async () => {
  const artifacts = await madeArtifact();
  const s3 = new S3Client({
    ...(await clientAs(emulator(), BUILDS, 'maker', TOOLS)),
    forcePathStyle: true,
  });
  const where = await artifacts.locate('Synth', REGION);
  await s3.send(new PutObjectCommand({ ...where, Body: 'as it is now' }));

  const file = await artifacts.fetch('Synth', await roleOf('maker'), REGION);
  expect(readFileSync(file, 'utf8')).toBe('as it is now');
  await expect(artifacts.fetch('Synth', await roleOf('maker'), REGION)).resolves.toBe(file);
});

test('where an artifact is, is known once it is made: what events tell of it', async () => {
  const artifacts = await madeArtifact();

  expect(artifacts.whereIs('Unmade', REGION)).toBeUndefined();
  const where = await artifacts.locate('Synth', REGION);
  expect(artifacts.whereIs('Synth', REGION)).toEqual(where);
  // An action elsewhere has a copy, once it has asked for it.
  expect(artifacts.whereIs('Synth', 'us-east-1')).toEqual(where);
});

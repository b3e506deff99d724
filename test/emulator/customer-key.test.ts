import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { disagreements, readDecisions } from '../least-privilege/decisions';
import { outputsOf } from './support/deploy';
import { clientAs, policy, rolesOf } from './support/roles';
import { DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** The artifact bucket of a pipeline: in the tools account, under a key, read by another account. */
const emulator = runningEmulator();
const BUCKET = 'artifacts';

const READERS = ['reader', 'without-key', 'not-admitted', 'unknown-to-key', 'of-tools', 'of-dev'];
const allBut = (one: string) =>
  READERS.filter((name) => name !== one).map((name) => `arn:aws:iam::${DEV}:role/${name}`);

const role = rolesOf('codebuild.amazonaws.com');
const objects = { Action: 's3:*', Resource: `arn:aws:s3:::${BUCKET}/*` };
const ofAccount = (account: string) => ({
  ...objects,
  Condition: { StringEquals: { 's3:ResourceAccount': account } },
});
const decrypt = { Action: 'kms:Decrypt', Resource: `arn:aws:kms:${REGION}:${TOOLS}:key/*` };

beforeAll(async () => {
  const readers = allBut('unknown-to-key');
  const admitted = allBut('not-admitted');
  await outputsOf(emulator(), {
    stack: 'artifacts',
    account: TOOLS,
    template: {
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: policy(
              {
                Effect: 'Allow',
                Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
                Action: 'kms:*',
                Resource: '*',
              },
              {
                Effect: 'Allow',
                Principal: { AWS: readers },
                Action: 'kms:Decrypt',
                Resource: '*',
              },
            ),
          },
        },
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: BUCKET,
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
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: {
            Bucket: { Ref: 'Bucket' },
            PolicyDocument: policy(
              {
                Effect: 'Allow',
                Principal: { AWS: admitted },
                Action: 's3:GetObject',
                Resource: `arn:aws:s3:::${BUCKET}/*`,
              },
              // Loopback stands for TLS; without that nobody could read or write.
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: `arn:aws:s3:::${BUCKET}/*`,
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ),
          },
        },
        Writer: role('writer', objects, { Action: 'kms:GenerateDataKey', Resource: '*' }),
        KeylessWriter: role('keyless-writer', objects),
      },
    },
  });
  await outputsOf(emulator(), {
    stack: 'readers',
    template: {
      Resources: {
        Reader: role('reader', objects, decrypt),
        OfTools: role('of-tools', ofAccount(TOOLS), decrypt),
        OfDev: role('of-dev', ofAccount(DEV), decrypt),
        NotAdmitted: role('not-admitted', objects, decrypt),
        WithoutKey: role('without-key', objects),
        UnknownToKey: role('unknown-to-key', objects, decrypt),
      },
    },
  });
  await put('writer');
});

async function s3As(account: string, name: string) {
  const session = await clientAs(emulator(), 'codebuild.amazonaws.com', name, account);
  return new S3Client({ ...session, forcePathStyle: true });
}

async function put(name: string) {
  const s3 = await s3As(TOOLS, name);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'artifact', Body: 'zip' }));
}

async function read(name: string) {
  const s3 = await s3As(DEV, name);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'artifact' }));
  return Body?.transformToString();
}

const denied = expect.objectContaining({ name: 'AccessDenied' }) as Error;

test('a role with bucket and key, granted on both sides, reads an artifact', async () => {
  await expect(read('reader')).resolves.toBe('zip');
});

test('a role of another account that the bucket’s policy does not name is denied', async () => {
  await expect(read('not-admitted')).rejects.toThrow(denied);
});

test('s3:ResourceAccount is the account that owns the bucket', async () => {
  await expect(read('of-tools')).resolves.toBe('zip');
  await expect(read('of-dev')).rejects.toThrow(denied);
});

test('a role that may not decrypt is denied', async () => {
  await expect(read('without-key')).rejects.toThrow(denied);
});

test('a role of another account that the key’s policy does not name is denied', async () => {
  await expect(read('unknown-to-key')).rejects.toThrow(denied);
});

test('a role that may not generate a data key cannot write', async () => {
  await expect(put('keyless-writer')).rejects.toThrow(denied);
});

test('iam-simulate decides every one of these calls as the emulator does', async () => {
  await Promise.allSettled([...READERS.map(read), put('keyless-writer')]);
  const decisions = await readDecisions(emulator().decisionsFile);
  expect(decisions.map(({ action }) => action)).toContain('kms:Decrypt');
  expect(await disagreements(decisions)).toEqual([]);
});

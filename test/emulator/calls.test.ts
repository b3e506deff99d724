import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { RoleCall } from '../../rehearsal/emulator/calls';
import { outputsOf } from './support/deploy';
import { policy, rolesOf } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const CODEBUILD = 'codebuild.amazonaws.com';
const BUCKET = 'waypost-calls';
const emulator = runningEmulator();
const role = rolesOf(CODEBUILD);

const arnOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const sessionArn = (account: string, name: string, session: string) =>
  `arn:aws:sts::${account}:assumed-role/${name}/${session}`;

async function sessionOf(name: string, sessionName: string, account = DEV) {
  const roleArn = arnOf(account, name);
  const session = { roleArn, service: CODEBUILD, sessionName, region: REGION };
  return clientOf(emulator(), await emulator().assumeServiceRole(session));
}

/** Calls of a session's chain, with their statements in place of indexes. */
async function callsOf(origin: string) {
  const { calls, statements } = await emulator().calls();
  const at = (index: number) => {
    const found = statements[index];
    return `${found?.kind}: ${found?.policy} ${found?.number}`;
  };
  return calls
    .filter((one) => one.origin === origin)
    .map((one) => ({
      ...one,
      statements: one.statements.map(at),
      nearest: one.nearest.map(({ statement, fails }) => `${at(statement)}, ${fails}`),
    }));
}

const put = async (client: S3Client, Key: string) =>
  client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));

const trusting = (...statements: object[]) => ({
  AssumeRolePolicyDocument: policy(...statements),
});
const assumedBy = (principal: object, Effect = 'Allow') => ({
  Effect,
  Principal: principal,
  Action: 'sts:AssumeRole',
});

beforeAll(async () => {
  const objects = (prefix: string) => `arn:aws:s3:::${BUCKET}/${prefix}/*`;
  await outputsOf(emulator(), {
    stack: 'calls',
    template: {
      Resources: {
        Writer: role(
          'writer',
          { Action: 's3:GetObject', Resource: objects('in') },
          { Sid: 'Write', Action: ['s3:PutObject'], Resource: objects('out') },
          {
            Action: 's3:PutObject',
            Resource: objects('tagged'),
            Condition: { StringEquals: { 's3:x-amz-acl': 'private' } },
          },
        ),
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ManagedPolicyName: 'reading',
            PolicyDocument: policy({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }),
          },
        },
        Bounded: {
          Type: 'AWS::IAM::Role',
          Properties: {
            ...role('bounded', { Action: 's3:*', Resource: '*' }).Properties,
            PermissionsBoundary: { Ref: 'Boundary' },
          },
        },
        Deployer: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'deployer',
            ...trusting(
              assumedBy({ Service: CODEBUILD }),
              assumedBy({ AWS: `arn:aws:iam::${TOOLS}:root` }),
            ),
            Policies: [
              {
                PolicyName: 'objects',
                PolicyDocument: policy({
                  Effect: 'Allow',
                  Action: 's3:PutObject',
                  Resource: objects('out'),
                }),
              },
            ],
          },
        },
        Untrusting: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'untrusting',
            ...trusting(
              assumedBy({ Service: CODEBUILD }),
              assumedBy({ AWS: `arn:aws:iam::${TOOLS}:root` }, 'Deny'),
            ),
          },
        },
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          DependsOn: ['Bucket'],
          Properties: {
            Bucket: BUCKET,
            PolicyDocument: policy(
              {
                Sid: 'KeepOut',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:PutObject',
                Resource: objects('out/locked'),
              },
              {
                Effect: 'Allow',
                Principal: { AWS: arnOf(DEV, 'writer') },
                Action: 's3:PutObject',
                Resource: objects('shared'),
              },
            ),
          },
        },
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
      },
    },
  });
  await outputsOf(emulator(), {
    stack: 'builds',
    account: TOOLS,
    template: {
      Resources: {
        Build: role('build', { Action: 'sts:AssumeRole', Resource: arnOf(DEV, '*') }),
      },
    },
  });
});

test('a call is counted with the statement that allowed it, by policy, place and Sid', async () => {
  const client = new S3Client({ ...(await sessionOf('writer', 'allowed')), forcePathStyle: true });
  await put(client, 'out/one');
  await put(client, 'out/one');
  await put(client, 'shared/one');

  const calls = await callsOf(sessionArn(DEV, 'writer', 'allowed'));
  expect(calls).toMatchObject([
    { caller: CODEBUILD, action: 'sts:AssumeRole', statements: ['trust: its trust policy 1'] },
    {
      caller: 'writer',
      account: DEV,
      action: 's3:PutObject',
      resource: `arn:aws:s3:::${BUCKET}/out/one`,
      count: 2,
      decision: 'Allow',
      statements: ['role: grants 2'],
    },
    // The bucket's own policy lets the role in where its own policies do not.
    { count: 1, decision: 'Allow', statements: ['resource: its own policy 2'] },
  ]);
  const { statements } = await emulator().calls();
  const write = statements.find(({ document }) => document['Sid'] === 'Write');
  expect(write).toMatchObject({ kind: 'role', holder: arnOf(DEV, 'writer'), number: 2 });
});

test('a denial names the statement that denied it, or what has no statement that allows it', async () => {
  const client = new S3Client({ ...(await sessionOf('writer', 'denied')), forcePathStyle: true });
  for (const key of ['out/locked/one', 'elsewhere', 'tagged/one']) {
    await expect(put(client, key)).rejects.toThrow();
  }
  await expect(client.send(new CreateBucketCommand({ Bucket: 'another' }))).rejects.toThrow();

  const denials = (await callsOf(sessionArn(DEV, 'writer', 'denied'))).slice(1);
  const nearest = ['role: grants 2, resource', 'role: grants 3, resource'];
  expect(denials).toMatchObject([
    { decision: 'Deny', missing: null, statements: ['resource: its own policy 1'] },
    { decision: 'ImplicitDeny', missing: 'role', statements: [], nearest },
    {
      decision: 'ImplicitDeny',
      missing: 'role',
      nearest: ['role: grants 2, resource', 'role: grants 3, condition'],
    },
    { action: 's3:CreateBucket', decision: 'ImplicitDeny', missing: 'role', nearest: [] },
  ]);
});

test('what a permissions boundary keeps out is said of the boundary', async () => {
  const client = new S3Client({ ...(await sessionOf('bounded', 'kept')), forcePathStyle: true });
  await expect(put(client, 'out/one')).rejects.toThrow();

  const [, denial] = await callsOf(sessionArn(DEV, 'bounded', 'kept'));
  expect(denial).toMatchObject({
    decision: 'ImplicitDeny',
    missing: 'boundary',
    statements: ['role: grants 1'],
  });
});

describe('a role that another one assumes', () => {
  const assume = async (session: string, name: string) =>
    new STSClient(await sessionOf('build', session, TOOLS)).send(
      new AssumeRoleCommand({ RoleArn: arnOf(DEV, name), RoleSessionName: 'next' }),
    );
  const sts = (calls: readonly Pick<RoleCall, 'action' | 'caller'>[]) =>
    calls.filter(({ action, caller }) => action === 'sts:AssumeRole' && caller !== CODEBUILD);

  test('makes its calls for the session at the beginning of the chain', async () => {
    const { Credentials } = await assume('chain', 'deployer');
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const session = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    await put(new S3Client({ ...clientOf(emulator(), session), forcePathStyle: true }), 'out/two');

    const calls = await callsOf(sessionArn(TOOLS, 'build', 'chain'));
    expect(sts(calls)).toMatchObject([
      { caller: 'build', decision: 'Allow', statements: ['role: grants 1'] },
      { caller: 'build', decision: 'Allow', statements: ['trust: its trust policy 2'] },
    ]);
    expect(calls.at(-1)).toMatchObject({
      caller: 'deployer',
      account: DEV,
      action: 's3:PutObject',
      statements: ['role: objects 1'],
    });
  });

  test('denies it by its trust policy, which is told', async () => {
    await expect(assume('refused', 'untrusting')).rejects.toThrow();

    const calls = await callsOf(sessionArn(TOOLS, 'build', 'refused'));
    expect(sts(calls)).toMatchObject([
      { decision: 'Allow' },
      { decision: 'Deny', statements: ['trust: its trust policy 2'] },
    ]);
  });
});

test('a service that a role does not trust is a denial of the session that it wanted', async () => {
  await expect(
    emulator().assumeServiceRole({
      roleArn: arnOf(DEV, 'writer'),
      service: 'lambda.amazonaws.com',
      sessionName: 'unwanted',
      region: REGION,
    }),
  ).rejects.toThrow();

  expect(await callsOf(sessionArn(DEV, 'writer', 'unwanted'))).toMatchObject([
    { caller: 'lambda.amazonaws.com', decision: 'ImplicitDeny', missing: 'trust' },
  ]);
});

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { outputsOf, output } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const CODEBUILD = 'codebuild.amazonaws.com';

let roleArn: string;
beforeAll(async () => {
  const trust = (statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
  const outputs = await outputsOf(emulator(), {
    stack: 'roles',
    account: TOOLS,
    template: {
      Resources: {
        Build: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'build',
            Path: '/pipeline/',
            AssumeRolePolicyDocument: trust([
              { Effect: 'Allow', Principal: { Service: CODEBUILD }, Action: 'sts:AssumeRole' },
            ]),
            Policies: [
              {
                PolicyName: 'one-bucket',
                PolicyDocument: trust([
                  { Effect: 'Allow', Action: 's3:CreateBucket', Resource: 'arn:aws:s3:::allowed' },
                ]),
              },
            ],
          },
        },
        Denied: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'denied',
            AssumeRolePolicyDocument: trust([
              { Effect: 'Allow', Principal: { Service: CODEBUILD }, Action: 'sts:AssumeRole' },
              { Effect: 'Deny', Principal: { Service: CODEBUILD }, Action: 'sts:*' },
            ]),
          },
        },
        Elsewhere: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'elsewhere',
            AssumeRolePolicyDocument: trust([
              {
                Effect: 'Allow',
                Principal: { Service: CODEBUILD },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:SourceAccount': DEV } },
              },
            ]),
          },
        },
      },
      Outputs: { Role: { Value: { 'Fn::GetAtt': ['Build', 'Arn'] } } },
    },
  });
  roleArn = output(outputs, 'Role');
});

const assume = (overrides: Partial<{ roleArn: string; service: string }> = {}) =>
  emulator().assumeServiceRole({
    roleArn,
    service: CODEBUILD,
    sessionName: 'synth',
    region: REGION,
    ...overrides,
  });

test('a service gets a session of the role that trusts it', async () => {
  const sts = new STSClient(clientOf(emulator(), await assume()));
  const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
  expect([Account, Arn]).toEqual([TOOLS, `arn:aws:sts::${TOOLS}:assumed-role/build/synth`]);
});

test('the session can do what the role may, and nothing else', async () => {
  const s3 = new S3Client({ ...clientOf(emulator(), await assume()), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'allowed' }));
  await expect(s3.send(new CreateBucketCommand({ Bucket: 'not-allowed' }))).rejects.toThrow(
    expect.objectContaining({ name: 'AccessDenied' }) as Error,
  );
});

test.each([
  ['another service', { service: 'codepipeline.amazonaws.com' }, /^codepipeline.* no statement/],
  ['no such role', { roleArn: `arn:aws:iam::${TOOLS}:role/absent` }, /has no such role/],
  ['no role at all', { roleArn: 'build' }, /'build' is not the ARN of an IAM role/],
  ['a deny', { roleArn: `arn:aws:iam::${TOOLS}:role/denied` }, /no statement/],
  ['an unmet condition', { roleArn: `arn:aws:iam::${TOOLS}:role/elsewhere` }, /no statement/],
])('refuses %s and says why', async (_case, overrides, reason) => {
  await expect(assume(overrides)).rejects.toMatchObject({
    code: 'SERVICE_ROLE_REFUSED',
    message: expect.stringMatching(reason) as string,
  });
});

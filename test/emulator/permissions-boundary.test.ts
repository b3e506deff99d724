import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { accountsOf } from '../../lib/config/accounts';
import { RESOURCE_GRANTS } from '../../lib/security/resource-grants';
import { exampleConfig } from '../helpers/example-config';
import { story } from '../helpers/story';
import { withCdk } from './support/cdk';
import { deploy, output, outputsOf, update, type Template } from './support/deploy';
import { clientAs } from './support/roles';
import { DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const BOUNDARY = `arn:aws:iam::${DEV}:policy/waypost-boundary`;

const role = (name: string, boundary?: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    ...(boundary !== undefined && { PermissionsBoundary: boundary }),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'lambda.amazonaws.com' },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'everything',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        },
      },
    ],
  },
});

const sessionOf = (name: string) => clientAs(emulator(), 'lambda.amazonaws.com', name);

const makeBucket = async (name: string) =>
  new S3Client({ ...(await sessionOf(name)), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: `made-by-${name}` }),
  );

/** What `waypost bootstrap` does first. */
async function deployBoundary() {
  const config = exampleConfig();
  const dev = accountsOf(config).find(({ account }) => account === DEV);
  if (!dev) throw new Error('The example configuration has no such account.');
  await withCdk(emulator(), dev, async (cdk) => {
    await deployPolicies(config, dev, Object.keys(RESOURCE_GRANTS), cdk);
  });
}

describe('permissions boundary', () => {
  const template = (boundary?: string): Template => ({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Bounded: role('bounded', boundary),
      Free: role('free'),
    },
    Outputs: { QueueUrl: { Value: { Ref: 'Queue' } } },
  });

  test(
    'must exist before a role is made with it',
    step(async () => {
      const { status, reasons } = await deploy(emulator(), {
        stack: 'too-early',
        template: { Resources: { Early: role('early', BOUNDARY) } },
      });
      expect(status).toMatch(/ROLLBACK/);
      expect(reasons.join()).toContain('does not exist or is not attachable');
    }),
  );

  test(
    'is deployed twice alike, and bounds a role that is allowed everything',
    step(async () => {
      await deployBoundary();
      await deployBoundary();
      const outputs = await outputsOf(emulator(), { stack: 'roles', template: template(BOUNDARY) });
      const sqs = new SQSClient(await sessionOf('bounded'));
      const QueueUrl = output(outputs, 'QueueUrl');
      await expect(
        sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' })),
      ).resolves.toBeDefined();
      await expect(makeBucket('bounded')).rejects.toMatchObject({ name: 'AccessDenied' });
    }),
  );

  test(
    'control: the same role without it does more',
    step(async () => {
      await expect(makeBucket('free')).resolves.toBeDefined();
      await update(emulator(), { stack: 'roles', template: template() });
      await expect(makeBucket('bounded')).resolves.toBeDefined();
    }),
  );
});

import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { realEnvironments } from '../../bin/commands/rehearse/waypost/real-environments';
import {
  rehearsedWaypost,
  waypostSource,
} from '../../bin/commands/rehearse/waypost/rehearsed-waypost';
import { accountsOf } from '../../lib/config/accounts';
import { loadConfig } from '../../lib/config/load-config';
import { repositoryRoot } from '../../rehearsal/paths';
import { standInFor } from '../../rehearsal/upgrade/stand-in-assets';
import { withCdk } from '../emulator/support/cdk';
import { outputsOf, type Template } from '../emulator/support/deploy';
import { clientAs, rolesOf } from '../emulator/support/roles';
import {
  clientOf,
  DEV,
  PROD,
  REGION,
  runningEmulator,
  TOOLS,
} from '../emulator/support/running-emulator';
import { story } from '../helpers/story';
import { FixtureRepository } from './support/fixture-repository';
import { LiveRehearsal, outcomes } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);
// The one switch of the library's validator, which takes ten seconds here.
process.env['CDK_VALIDATION'] = 'false';

/** Stands for AWS, with a prod that was released some time ago. */
const aws = runningEmulator();
const step = story();
const config = loadConfig(repositoryRoot);
const app = rehearsedWaypost(config);
const [, prod] = app.environments;
if (!prod) throw new Error('waypost.config.ts has no second environment.');
const repository = new FixtureRepository();

const SERVICE = 'codebuild.amazonaws.com';
const DIFF_ROLE = 'waypost-prod-release-diff-build';
const READER = `arn:aws:iam::${PROD}:role/waypost-prod-release-reader`;
const BUCKET = `cdk-hnb659fds-assets-${PROD}-${REGION}`;

const lambdaTrust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};

/** What a parameter is called is exported; a function of an asset answers for a custom resource. */
const storage: Template = {
  Resources: {
    Old: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'old' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'waypost-prod-old', AssumeRolePolicyDocument: lambdaTrust },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: BUCKET, S3Key: 'only-prod-has-it.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    Custom: {
      Type: 'Custom::Thing',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } },
    },
  },
  Outputs: { Name: { Value: { Ref: 'Old' }, Export: { Name: 'prod-old' } } },
};
const email: Template = {
  Resources: {
    User: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'prod-old' } },
    },
  },
};

/** The role of a build, which the release reader admits. */
const tools: Template = {
  Resources: {
    Diff: rolesOf(SERVICE)(DIFF_ROLE, { Action: 'sts:AssumeRole', Resource: READER }),
  },
};

beforeAll(async () => {
  const account = accountsOf(config).find(({ name }) => name === 'prod');
  if (!account) throw new Error('waypost.config.ts has no prod.');
  await withCdk(aws(), account, async (cdk) => {
    await deployPolicies(config, account, [], cdk);
  });
  await outputsOf(aws(), { stack: 'roles', template: tools, account: TOOLS });
  const s3 = new S3Client({ ...clientOf(aws(), { account: PROD }), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const code = { bucket: BUCKET, key: 'x', handler: 'index.handler', runtime: 'nodejs24.x' };
  const Body = await standInFor([code]);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'only-prod-has-it.zip', Body }));
  await outputsOf(aws(), { stack: 'waypost-prod-storage', template: storage, account: PROD });
  await outputsOf(aws(), { stack: 'waypost-prod-email', template: email, account: PROD });
});
afterAll(() => {
  repository.remove();
});

const opened = (credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }) =>
  realEnvironments(config, { endpoint: aws().endpoint, credentials });
const place = { stackName: 'waypost-prod-storage', region: REGION };

describe('a real environment', () => {
  test.each([PROD])('is read with credentials of its own account', async (account) => {
    const reader = await opened(clientOf(aws(), { account }).credentials)(prod);
    expect((await reader.read(place))?.template).toContain('only-prod-has-it');
    expect(await reader.read({ ...place, stackName: 'waypost-prod-dns' })).toBeUndefined();
  });

  test('is read by a role of the tools account through the release reader', async () => {
    const { credentials } = await clientAs(aws(), SERVICE, DIFF_ROLE, TOOLS);
    const reader = await opened(credentials)(prod);
    expect((await reader.read(place))?.template).toContain('only-prod-has-it');
    // What is not the environment's is not for the reader.
    await expect(reader.read({ ...place, stackName: 'roles' })).rejects.toMatchObject({
      code: 'AWS_ACCESS_DENIED',
    });
  });

  test('is refused to credentials of another account, with the account that is meant', async () => {
    const { credentials } = clientOf(aws(), { account: DEV });
    await expect(opened(credentials)(prod)).rejects.toThrow(
      `--from prod: the AWS credentials belong to account ${DEV}, but prod is account ${PROD}.`,
    );
  });
});

describe('an upgrade of prod', () => {
  let rehearsal: LiveRehearsal;
  afterAll(() => rehearsal.end());

  test(
    'begins with what is deployed there, functions without their code',
    step(async () => {
      const { credentials } = await clientAs(aws(), SERVICE, DIFF_ROLE, TOOLS);
      const source = {
        ...waypostSource,
        open: () => Promise.resolve({ ...app, openEnvironment: opened(credentials) }),
      };
      rehearsal = new LiveRehearsal(repository, { from: 'prod' }, source);
      await rehearsal.prepare();

      expect(rehearsal.report.from).toEqual({ name: 'prod', commit: null, outcome: 'succeeded' });
      expect(rehearsal.output).toMatch(/prod: 2 stacks .* the code of 1 function, /);
      const { endpoint } = rehearsal;
      const client = new CloudFormationClient(clientOf({ endpoint }, { account: PROD }));
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
      expect(Stacks.map(({ StackName }) => StackName)).toEqual(
        expect.arrayContaining(['waypost-prod-storage', 'waypost-prod-email']),
      );
      const { StackResourceSummaries = [] } = await client.send(
        new ListStackResourcesCommand({ StackName: 'waypost-prod-storage' }),
      );
      expect(StackResourceSummaries).toHaveLength(4);
    }),
  );

  test(
    'fails on this machine where prod would: what holds state goes without a word',
    step(async () => {
      const stopped = await rehearsal.ended(rehearsal.push());

      expect(stopped.status).toBe('failed');
      expect(rehearsal.output).toMatch(/waypost-prod-storage: destroyed AWS::SSM::Parameter Old/);
    }),
  );

  test(
    'fails on this machine where prod would: an export that is in use goes',
    step(async () => {
      const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const allowed = `{ stack: 'storage', logicalId: 'Old', until: '${until}', reason: 'It is old.' }`;
      repository.edit('waypost.config.ts', (text) =>
        text.replace('delegated: true,', `$&\n      allowDestroy: [${allowed}],`),
      );
      const commit = rehearsal.push('feat: let the old one go');
      await rehearsal.approve(commit);
      const failed = await rehearsal.ended(commit);

      expect(outcomes(failed, 'dev')).not.toContain('failed');
      expect(failed.status).toBe('failed');
      expect(rehearsal.output).toMatch(
        /Export prod-old cannot be deleted as it is in use by waypost-prod-email/,
      );
    }),
  );
});

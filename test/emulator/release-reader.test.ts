import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { accountsOf } from '../../lib/config/accounts';
import { exampleConfig } from '../helpers/example-config';
import { withCdk } from './support/cdk';
import { deploy, type Template } from './support/deploy';
import { clientAs, rolesOf } from './support/roles';
import { DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const READER = `arn:aws:iam::${DEV}:role/waypost-dev-release-reader`;
const SERVICE = 'codebuild.amazonaws.com';
const buildRole = rolesOf(SERVICE);

const mayAssumeIt = { Action: 'sts:AssumeRole', Resource: READER };

/** Roles of the tools account: the three that are admitted, and others that hope. */
const tools: Template = {
  Resources: {
    Diff: buildRole('waypost-dev-release-diff-build', mayAssumeIt),
    Check: buildRole('waypost-dev-release-check', mayAssumeIt),
    PullRequest: buildRole('waypost-pull-request-build', mayAssumeIt),
    Prod: buildRole('waypost-prod-release-diff-build', mayAssumeIt),
    SmokeTest: buildRole('waypost-dev-smoke-test-build', mayAssumeIt),
  },
};

const table: Template = {
  Resources: {
    Submissions: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'submissions',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  },
};

beforeAll(async () => {
  const config = exampleConfig();
  const dev = accountsOf(config).find(({ account }) => account === DEV);
  if (!dev) throw new Error('The example configuration has no such account.');
  await withCdk(emulator(), dev, async (cdk) => {
    await deployPolicies(config, dev, [], cdk);
  });
  await deploy(emulator(), { stack: 'roles', template: tools, account: TOOLS });
  await deploy(emulator(), { stack: 'waypost-dev-storage', template: table });
  await deploy(emulator(), { stack: 'somebody-elses', template: { Resources: table.Resources } });
});

/** A client's configuration under the reader, assumed by a role of the tools account. */
async function readerFor(role: string) {
  const caller = await clientAs(emulator(), SERVICE, role, TOOLS);
  const credentials = await assumeRole(new STSClient(caller), READER, 'test');
  return { ...caller, region: REGION, credentials };
}

const reader = () => readerFor('waypost-dev-release-diff-build');

describe('release reader', () => {
  test.each([
    'waypost-dev-release-diff-build',
    'waypost-dev-release-check',
    'waypost-pull-request-build',
  ])('is assumed by %s', async (role) => {
    await expect(readerFor(role)).resolves.toBeDefined();
  });

  test.each(['waypost-prod-release-diff-build', 'waypost-dev-smoke-test-build'])(
    'is refused to %s, whatever its own policy allows',
    async (role) => {
      await expect(readerFor(role)).rejects.toMatchObject({ name: 'AccessDenied' });
    },
  );

  test("reads the environment's templates, and what became of them", async () => {
    const cloudFormation = new CloudFormationClient(await reader());
    const StackName = 'waypost-dev-storage';
    const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
    expect(TemplateBody).toContain('Submissions');
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
    const listed = await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
    expect(listed.StackResourceSummaries).toHaveLength(1);
  });

  test('cannot read what visitors wrote', async () => {
    const dynamoDb = new DynamoDBClient(await reader());
    const read = new GetItemCommand({ TableName: 'submissions', Key: { id: { S: '1' } } });
    await expect(dynamoDb.send(read)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('sees no stack of somebody else but its name', async () => {
    const cloudFormation = new CloudFormationClient(await reader());
    const denied = { name: 'AccessDenied' };
    const foreign = { StackName: 'somebody-elses' };
    await expect(cloudFormation.send(new GetTemplateCommand(foreign))).rejects.toMatchObject(
      denied,
    );
    const { StackSummaries = [] } = await cloudFormation.send(new ListStacksCommand({}));
    expect(StackSummaries.map(({ StackName }) => StackName)).toContain('somebody-elses');
    await expect(cloudFormation.send(new DescribeStacksCommand(foreign))).rejects.toMatchObject(
      denied,
    );
    await expect(cloudFormation.send(new DescribeStacksCommand({}))).rejects.toMatchObject(denied);
  });
});

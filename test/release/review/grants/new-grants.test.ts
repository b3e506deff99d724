import type { NewGrant } from '../../../../release/review/contract';
import type { Rating } from '../../../../release/review/grants/grant';
import { newGrants } from '../../../../release/review/grants/new-grants';
import { statementWords } from '../../../../release/review/grants/words';
import type { Template } from '../../../../release/review/template/template';
import { compare, CONTACT, STORAGE } from '../diff/samples';
import { deny, document, grant, resource, role, statement } from './samples';

const queue = resource('AWS::SQS::Queue', { QueueName: 'waypost-prod-submissions' });
const arn = { 'Fn::GetAtt': ['Queue', 'Arn'] };

/** What a release of a stack newly grants, beside a queue that is there. */
function grantsOf(before: object, after: object): readonly NewGrant[] {
  const template = (resources: object) =>
    ({ Resources: { Queue: queue, ...resources } }) as unknown as Template;
  return compare({ [CONTACT]: [template(before), template(after)] }).grants;
}

const policy = (...statements: readonly object[]) =>
  resource('AWS::IAM::Policy', {
    PolicyName: 'p',
    PolicyDocument: document(...statements),
    Roles: [{ Ref: 'Role' }],
  });
const send = statement({ Action: 'sqs:SendMessage', Resource: arn });

test('a new statement of a role is a grant, with references by stack and logical id', () => {
  const grants = grantsOf({ Role: role() }, { Role: role(), Policy: policy(send) });

  expect(grants).toEqual([
    {
      rating: 'broader',
      change: 'comes',
      what: 'Allow sqs:SendMessage',
      resource: '${Queue.Arn}',
      principal: 'AWS:${Role}',
      condition: '',
      type: 'AWS::IAM::Policy',
      logicalId: 'Policy',
      stackName: CONTACT,
      allows: {
        kind: 'role',
        of: [`\${${CONTACT}/Role}`],
        principal: { but: false, patterns: [`AWS:\${${CONTACT}/Role}`] },
        action: { but: false, patterns: ['sqs:SendMessage'] },
        resource: { but: false, patterns: [`\${${CONTACT}/Queue.Arn}`] },
      },
    },
  ]);
});

test('what only a deployment knows has a place of its own', () => {
  const unknown = statement({ Action: 'sqs:*', Resource: { Ref: 'Parameter' } });
  const [grant] = grantsOf({ Role: role() }, { Role: role([unknown]) });

  expect(grant?.allows?.resource.patterns).toEqual(['${?}']);
});

test.each([
  [
    'trust',
    { Role: role() },
    {
      Role: {
        ...role(),
        Properties: {
          ...role().Properties,
          AssumeRolePolicyDocument: document(
            statement({ Action: 'sts:AssumeRole', Principal: { AWS: '111111111111' } }),
          ),
        },
      },
    },
  ],
  [
    'resource',
    {},
    {
      Access: resource('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: document(
          statement({ Principal: '*', Action: 'sqs:SendMessage', Resource: arn }),
        ),
      }),
    },
  ],
] as const)('a statement of a %s policy says whose policy it is in', (kind, before, after) => {
  const [grant] = grantsOf(before, after);
  const of = kind === 'trust' ? 'Role' : 'Queue';

  expect(grant?.allows).toMatchObject({ kind, of: [`\${${CONTACT}/${of}}`] });
});

test('a denial that goes and a switch that opens are listed without a statement', () => {
  const url = (AuthType: string) =>
    resource('AWS::Lambda::Url', { AuthType, TargetFunctionArn: 'f' });
  const grants = grantsOf(
    { Role: role([deny()]), Url: url('AWS_IAM') },
    { Role: role(), Url: url('NONE') },
  );

  expect(grants).toHaveLength(2);
  expect(grants.filter((one) => 'allows' in one)).toEqual([]);
});

test('the order is that of the page: the worst first, and then the stacks', () => {
  const template = (...statements: readonly object[]) =>
    ({ Resources: { Role: role(statements) } }) as unknown as Template;
  const rated = statement({ Action: 'sqs:SendMessage' });
  const { grants, stacks } = compare({
    [STORAGE]: [template(), template(rated)],
    [CONTACT]: [template(), template(rated)],
  });

  expect(grants.map(({ stackName }) => stackName)).toEqual(
    stacks.map(({ stackName }) => stackName),
  );
});

test('the order is by rating, and within a rating that of the stacks', () => {
  const change = (stackName: string, rating: Rating) => ({
    stackName,
    change: statementWords(undefined, grant({ stackName }), rating),
  });
  const changes = [
    change('two', 'not rated'),
    change('one', 'not rated'),
    change('three', 'broader'),
    change('two', 'not broader'),
    change('two', 'broader'),
  ];
  expect(
    newGrants(changes, ['one', 'two', 'three']).map(({ stackName, rating }) => [stackName, rating]),
  ).toEqual([
    ['two', 'broader'],
    ['three', 'broader'],
    ['one', 'not rated'],
    ['two', 'not rated'],
  ]);
});

test('a statement of a boundary says that it is one', () => {
  const limit = 'PermissionsBoundary';
  const allows = (more: object) =>
    newGrants(
      [
        {
          stackName: 'stack',
          change: statementWords(undefined, grant(), 'broader'),
          grant: grant({ scope: 'Role', ...more }),
        },
      ],
      ['stack'],
    )[0]?.allows;
  expect(allows({ limit })?.kind).toBe('boundary');
  expect(allows({})?.kind).toBe('trust');
  expect(allows({ type: 'AWS::SQS::Queue', limit })?.kind).toBe('resource');
  expect(allows({ scope: 'by Role', limit })?.kind).toBe('role');
  // Nothing can be called, or nobody knows what.
  expect(allows({ effect: 'Deny' })).toBeUndefined();
  expect(allows({ limit, without: limit })).toBeUndefined();
});

test('control: a grant that goes, or that was there, is no new one', () => {
  expect(grantsOf({ Role: role([send]) }, { Role: role([send]) })).toEqual([]);
  expect(grantsOf({ Role: role([send]) }, { Role: role() })).toEqual([]);
});

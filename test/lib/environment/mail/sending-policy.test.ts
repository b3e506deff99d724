import { Template } from 'aws-cdk-lib/assertions';
import { dev as devInput } from '../../../helpers/sample';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { identityPolicyOf } from '../../../helpers/sending-policy';
import { synthesizedEnvironment } from '../../../helpers/synthesis';
import { resourcesOf, statementsOf } from '../../../helpers/template-rules';

const config = exampleConfig({
  environments: [
    { ...devInput, restrictSending: true },
    { ...prodInput, restrictSending: true },
  ],
});
const prod = synthesizedEnvironment('prod', config);
const dev = synthesizedEnvironment('dev', config);

type Environment = typeof prod;

/** Every policy document of an environment that lets somebody send, by the role that has it. */
function senders({ all }: Environment) {
  return all.flatMap(({ template }) =>
    statementsOf(template)
      .filter(({ statement }) => statement.Effect === 'Allow')
      .filter(({ statement }) =>
        /"(?:\*|ses:\*|ses:Send\w*\*?)"/.test(JSON.stringify(statement.Action)),
      )
      .map(({ id, statement }) => ({ id, statement })),
  );
}

function assertOneSender(environment: Pick<Environment, 'all'>) {
  const found = senders(environment as Environment);
  if (found.length !== 1 || !found[0]?.id.startsWith('DeliverParts')) {
    throw new Error(`may send: ${found.map(({ id }) => id).join()}`);
  }
}

describe.each([
  ['prod', prod, '333333333333', 'example.com', 'contact@example.com'],
  ['dev', dev, '222222222222', 'owner@example.com', 'owner@example.com'],
] as const)('the sending identity of %s', (name, environment, account, identity, sender) => {
  const policy = identityPolicyOf(environment);
  const { Statement } = JSON.parse(policy.Policy) as { Statement: Record<string, unknown>[] };

  test('refuses every sender but the configured one, and every role but deliver’s', () => {
    expect(policy.EmailIdentity).toBe(identity);
    expect(Statement.map(({ Condition }) => Condition)).toEqual([
      { StringNotLike: { 'ses:FromAddress': sender } },
      {
        ArnNotEquals: {
          'aws:PrincipalArn': `arn:aws:iam::${account}:role/waypost-${name}-deliver`,
        },
        // A negated operator matches an absent key: without this, nobody could send.
        Null: { 'aws:PrincipalArn': false },
      },
    ]);
    for (const statement of Statement) {
      expect(statement).toMatchObject({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'ses:Send*',
        Resource: `arn:aws:ses:eu-west-1:${account}:identity/${identity}`,
      });
    }
  });

  test('keeps to the limits of SES: 4 KB, and a name of 64 plain characters', () => {
    expect(Buffer.byteLength(policy.Policy)).toBeLessThanOrEqual(4096);
    expect(policy.PolicyName).toMatch(/^[\w-]{1,64}$/);
  });

  test('names the role that deliver has', () => {
    const roles = resourcesOf(environment.template('contact'))
      .filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('DeliverParts'))
      .map(([, { Properties }]) => Properties?.['RoleName']);
    expect(roles).toEqual([`waypost-${name}-deliver`]);
  });

  test('is sent from by deliver alone: no other role is allowed to', () => {
    expect(() => {
      assertOneSender(environment);
    }).not.toThrow();
  });
});

test('without restrictSending no policy stands between deliver and SES', () => {
  const unrestricted = synthesizedEnvironment('prod');
  expect(() => identityPolicyOf(unrestricted)).toThrow('not one identity policy');
  expect(() => {
    assertOneSender(unrestricted);
  }).not.toThrow();
});

test('control: the check notices another role that may send', () => {
  const role = { Effect: 'Allow', Action: ['ses:SendRawEmail'], Resource: '*' };
  const contact = prod.template('contact').toJSON() as { Resources: Record<string, object> };
  const Resources = {
    ...contact.Resources,
    Stray: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: { Statement: [role] }, PolicyName: 'stray' },
    },
  };
  const template = Template.fromJSON({ Resources });
  expect(() => {
    assertOneSender({ all: [...prod.all, { stack: 'contact', template }] });
  }).toThrow(/Stray/);
});

test('the function that puts the policy may do that at this identity, and nothing else but log', () => {
  const grants = statementsOf(prod.template('email'))
    .filter(({ id, statement }) => id.startsWith('SendingPolicy') && statement.Effect === 'Allow')
    .map(({ statement: { Action, Resource } }) => [Action, Resource])
    .filter(([action]) => action !== 'sts:AssumeRole');
  expect(grants).toEqual(
    expect.arrayContaining([
      [
        [
          'ses:CreateEmailIdentityPolicy',
          'ses:DeleteEmailIdentityPolicy',
          'ses:UpdateEmailIdentityPolicy',
        ],
        'arn:aws:ses:eu-west-1:333333333333:identity/example.com',
      ],
      [['logs:CreateLogStream', 'logs:PutLogEvents'], expect.anything()],
    ]),
  );
  expect(grants).toHaveLength(2);
});

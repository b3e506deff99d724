import { GrantFinder } from '../../../../release/review/grants/find-grants';
import { NOT_RATED } from '../../../../release/review/grants/grant';
import { unknownValue } from '../../../../release/review/template/marks';
import { if_, NoValue } from '../template/samples';
import { document, statement } from './samples';

const UNKNOWN = unknownValue('Given');

function find(properties: object, type = 'Odd::Odd::Odd') {
  return new GrantFinder(type).find(properties, { path: [], when: [] });
}

/** `statement at Policy.Document`, for each of what is found. */
function kinds(...of: Parameters<typeof find>): string[] {
  return find(...of).map(({ kind, path }) => `${kind} at ${path.join('.')}`);
}

describe('a statement is found', () => {
  test('at any depth, with the way there', () => {
    expect(find({ A: [{ B: document(statement()) }] })).toEqual([
      { kind: 'statement', statement: statement(), path: ['A', 'B'], when: [], beside: '' },
    ]);
  });

  test.each([
    ['in a document', document(statement())],
    ['alone in a document', { Statement: statement() }],
    ['in no document', statement()],
    ['with what it leaves out', { Effect: 'Allow', NotAction: 'a:b' }],
    ['in a text', JSON.stringify(document(statement()))],
    ['in an indented text', `\n  ${JSON.stringify([statement()])}`],
    ['as a list of actions for somebody', { Principal: 'p', Actions: ['a:b'] }],
  ])('%s', (_, value) => {
    expect(kinds({ A: value })).toEqual(['statement at A']);
  });

  test('as the statement that a resource is', () => {
    expect(kinds({ Statement: [statement(), statement()] })).toEqual([
      'statement at Statement',
      'statement at Statement',
    ]);
  });

  test('under the conditions of each of its sides', () => {
    const found = find({
      A: if_('Open', { Statement: if_('Open', statement(), [statement()]) }, NoValue),
    });
    expect(found.map(({ when }) => when)).toEqual([
      ['Open', 'Open'],
      ['Open', 'not Open'],
    ]);
  });

  test('by what it shares with whom', () => {
    expect(find({ A: { Principal: 'p', Actions: ['a:b'] } })).toMatchObject([
      { statement: { Effect: 'Allow', Principal: ['p'], Action: ['a:b'] } },
    ]);
  });
});

describe('no statement is', () => {
  test.each([
    ['a part of one', { Effect: 'Allow', Odd: 'a' }],
    ['an action', { Action: 'a:b', Odd: 'a' }],
    ['a list of actions for nobody', { Actions: ['a:b'] }],
    ['a list of actions with more', { Odd: { Actions: ['a:b'], More: 'a', Else: 'b' } }],
    ['a text that has its words', 'Effect of it'],
    ['a text with a bracket somewhere', 'a{"Effect'],
    ['a text with a bracket after a space', 'a {"Effect'],
    ['a text of JSON that is none', '{"A":"b"}'],
    ['a text that only looks like JSON', '{A}'],
    ['nothing', NoValue],
    ['a number', 5],
  ])('%s', (_, value) => {
    expect(kinds({ A: value })).toEqual([]);
  });

  test('is a statement of a web ACL, or a name, in a document', () => {
    expect(kinds({ A: { Statement: { GeoMatchStatement: { A: 'b' } } } })).toEqual([]);
    expect(kinds({ A: { Statement: ['name'] } })).toEqual([]);
  });

  test('is a list of actions for somebody with more beside it', () => {
    expect(kinds({ A: { Principal: 'p', Actions: ['a:b'], More: 'a' } })).toEqual([
      'other at A.Principal',
    ]);
  });
});

describe('what may be a statement and cannot be read is found as it is', () => {
  test.each([
    ['an effect', { Effect: 'Allow' }],
    ['an action', { Action: 'a:b' }],
    ['what it leaves out', { NotAction: 'a:b' }],
    ['somebody', { Principal: {} }],
    ['everybody else', { NotPrincipal: [] }],
    ['something unknown', UNKNOWN],
  ])('in a document: %s', (_, one) => {
    expect(find({ A: { Statement: [one] } })).toMatchObject([
      {
        kind: 'other',
        value: typeof one === 'string' ? one : JSON.stringify(one),
        ratings: NOT_RATED,
      },
    ]);
  });

  test('in a text that is no JSON', () => {
    expect(find({ A: '{"Effect": Allow}' })).toMatchObject([
      { kind: 'other', value: '{"Effect": Allow}' },
    ]);
  });

  test('with a variable, in a version that nobody knows', () => {
    const Statement = [statement({ Resource: '${aws:username}' })];
    expect(find({ A: { Version: UNKNOWN, Statement } })).toMatchObject([
      { kind: 'other', value: JSON.stringify([UNKNOWN, Statement]) },
    ]);
    expect(kinds({ A: { Version: UNKNOWN, Statement: [statement()] } })).toEqual([
      'statement at A',
    ]);
  });

  test('but not where a document is empty', () => {
    expect(kinds({ A: { Statement: [] } })).toEqual(['nothing at A']);
  });
});

test('an older version has no variables, and nothing else differs', () => {
  const one = statement({
    Resource: ['a${b}', 'c'],
    Condition: { NumericLessThan: { k: 5 }, Bool: { m: null } },
  });
  const Resource = ['a${$}{b}', 'c'];
  for (const more of [{}, { Version: '2008-10-17' }]) {
    expect(find({ A: { ...more, Statement: one } })).toMatchObject([
      { statement: { ...one, Resource } },
    ]);
  }
  expect(find({ A: { Version: '2012-10-17', Statement: one } })).toMatchObject([
    { statement: one },
  ]);
});

describe('a policy that is named is attached', () => {
  test.each([
    ['AWS::IAM::Role', 'ManagedPolicyArns'],
    ['AWS::IAM::User', 'ManagedPolicyArns'],
    ['AWS::IAM::User', 'Groups'],
    ['AWS::IAM::Group', 'ManagedPolicyArns'],
    ['AWS::SSO::PermissionSet', 'ManagedPolicies'],
    ['AWS::SSO::PermissionSet', 'CustomerManagedPolicyReferences'],
  ])('to %s by %s', (type, name) => {
    expect(kinds({ [name]: ['a', 'b'] }, type)).toEqual([
      `attached at ${name}`,
      `attached at ${name}`,
    ]);
    for (const other of [`${name}Odd`, `Odd${name}`]) {
      expect(kinds({ [other]: ['a'] }, type)).not.toContain(`attached at ${other}`);
    }
    expect(kinds({ A: { [name]: ['a'] } }, type).join()).not.toContain('attached');
    expect(kinds({ [name]: ['a'] }).join()).not.toContain('attached');
  });

  test('under its conditions, if it is there', () => {
    const properties = {
      ManagedPolicyArns: if_('Open', [if_('Open', 'a', NoValue), NoValue, 'b'], NoValue),
    };
    expect(find(properties, 'AWS::IAM::Role')).toMatchObject([
      { policy: 'a', when: ['Open', 'Open'] },
      { policy: 'b', when: ['Open'] },
    ]);
  });
});

describe('a property that is named like a grant is found with its value', () => {
  test('unless it is empty', () => {
    expect(find({ A: { AuthType: 'ODD', Name: 'n' } })).toMatchObject([
      { kind: 'other', value: 'ODD', path: ['A', 'AuthType'], beside: 'Name n' },
    ]);
    for (const empty of ['', [], {}, NoValue]) expect(kinds({ AuthType: empty })).toEqual([]);
  });

  test('and each of its sides, rated as what it is', () => {
    expect(find({ AuthType: if_('Open', 'NONE', 'AWS_IAM') })).toMatchObject([
      { value: 'NONE', when: ['Open'], ratings: { comes: 'broader' } },
      { value: 'AWS_IAM', when: ['not Open'], ratings: { comes: 'not broader' } },
    ]);
  });

  test('unless its type is no grant', () => {
    expect(kinds({ AuthType: 'ODD' }, 'AWS::CloudFront::CachePolicy')).toEqual([]);
  });
});

describe('a call of an API', () => {
  const call = (service: unknown, action: unknown, more: object = {}) => ({
    Create: { service, action, ...more },
  });

  test.each([
    'putIdentityPolicy',
    'AddPermission',
    'createGrant',
    'attachListPolicy',
    'authorizeSecurityGroupIngress',
    'setPrincipal',
    'updateAccess',
  ])('%s grants something', (action) => {
    expect(kinds(call('SES', action))).toEqual(['other at Create']);
  });

  test.each(['getPolicy', 'ListPermissions', 'describeAccess', 'headGrant', 'putObject'])(
    '%s grants nothing',
    (action) => {
      expect(kinds(call('SES', action))).toEqual([]);
    },
  );

  test('is none without a service or an action', () => {
    expect(kinds({ Create: { action: 'putPolicy' } })).toEqual([]);
    expect(kinds({ Create: { service: 'SES' } })).toEqual([]);
    expect(kinds(call(5, 'putPolicy'))).toEqual([]);
    expect(kinds(call('SES', ['putPolicy']))).toEqual([]);
  });

  test('tells what stands beside the policy in it', () => {
    const parameters = {
      Identity: 'example.com',
      Name: 'p',
      Number: 5,
      Policy: JSON.stringify(document(statement())),
      Other: ' {"a":"b"}',
      List: '["a"]',
      Text: 'a [b]',
    };
    expect(find({ Create: parameters })).toMatchObject([
      { kind: 'statement', beside: 'Identity example.com Name p Text a [b]' },
    ]);
  });
});

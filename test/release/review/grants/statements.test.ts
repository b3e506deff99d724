import { deny, HARMLESS, permissionsOf, ratingOf, resource, role, statement } from './samples';

const rated = (before: readonly object[], after: readonly object[]) =>
  ratingOf({ Role: role(before) }, { Role: role(after) });

describe('a statement', () => {
  test.each([
    ['an Allow that comes', [], [statement()], 'broader'],
    ['an Allow that goes', [statement()], [], 'not broader'],
    ['a Deny that goes', [deny()], [], 'broader'],
    ['a Deny that comes', [], [deny()], 'not broader'],
    ['the same in another order', [statement(), deny()], [deny(), statement()], 'same'],
    ['the same with another Sid', [statement({ Sid: 'One' })], [statement({ Sid: 'Two' })], 'same'],
    [
      'one that another one holds already',
      [statement({ Action: 'sts:Get*' })],
      [statement()],
      'not broader',
    ],
    [
      'an action more',
      [statement()],
      [statement({ Action: [HARMLESS, 'sts:GetSessionToken'] })],
      'broader',
    ],
    ['an action with a wildcard', [statement()], [statement({ Action: 'sts:Get*' })], 'broader'],
    [
      'an action in other letters',
      [statement()],
      [statement({ Action: HARMLESS.toLowerCase() })],
      'same',
    ],
    [
      'a resource more',
      [on('arn:aws:s3:::a')],
      [on('arn:aws:s3:::a', 'arn:aws:s3:::b')],
      'broader',
    ],
    [
      'a resource less',
      [on('arn:aws:s3:::a', 'arn:aws:s3:::b')],
      [on('arn:aws:s3:::a')],
      'not broader',
    ],
    [
      'a resource within a wildcard',
      [on('arn:aws:s3:::a/*')],
      [on('arn:aws:s3:::a/b?')],
      'not broader',
    ],
    [
      'a wildcard that reached no further than a colon',
      [on('arn:aws:sqs:eu*:1:a')],
      [on('arn:aws:sqs:eu:2:1:a')],
      'broader',
    ],
    ['a star that is none', [on('arn:aws:s3:::${*}')], [on('arn:aws:s3:::a')], 'broader'],
    [
      'a resource without its last parts, which is all of them',
      [on('arn:aws:sqs')],
      [on('arn:aws:sqs:eu-west-1:333333333333:a')],
      'not broader',
    ],
    [
      'a name in place of whoever asks',
      [on('arn:aws:s3:::a/${aws:username}')],
      [on('arn:aws:s3:::a/bob')],
      'broader',
    ],
    [
      'whoever asks, where names of so many characters were allowed',
      [on('arn:aws:s3:::a/???????????????')],
      [on('arn:aws:s3:::a/${aws:username}')],
      'broader',
    ],
    [
      'whoever asks, where all were allowed',
      [on('arn:aws:s3:::a/*')],
      [on('arn:aws:s3:::a/${aws:username}')],
      'not broader',
    ],
    ['a narrower Deny', [deny()], [deny({ Resource: 'arn:aws:s3:::a' })], 'broader'],
    ['a wider Deny', [deny({ Resource: 'arn:aws:s3:::a' })], [deny()], 'not broader'],
    ['a Deny that goes into a wider one', [deny()], [deny({ Action: 'sts:*' })], 'not broader'],
  ])('%s is rated', (_, before, after, rating) => {
    expect(rated(before, after)).toBe(rating);
  });

  function on(...Resource: readonly string[]) {
    return statement({ Resource });
  }
});

describe('a statement that says what is not meant', () => {
  const but = (name: string, ...patterns: readonly string[]) => {
    const rest = Object.entries(statement()).filter(([part]) => part !== name);
    return { ...Object.fromEntries(rest), [`Not${name}`]: patterns };
  };
  test.each([
    ['NotAction that comes', [], [but('Action', 'iam:*')], 'broader'],
    ['NotAction that goes', [but('Action', 'iam:*')], [], 'not broader'],
    ['NotResource that comes', [], [but('Resource', 'arn:aws:s3:::a')], 'broader'],
    ['NotResource that goes', [but('Resource', 'arn:aws:s3:::a')], [], 'not broader'],
    [
      'NotAction with one less',
      [but('Action', 'iam:*', 'kms:*')],
      [but('Action', 'iam:*')],
      'broader',
    ],
    [
      'NotAction with one more',
      [but('Action', 'iam:*')],
      [but('Action', 'iam:*', 'kms:*')],
      'not broader',
    ],
    [
      'NotAction that becomes all',
      [but('Action', 'iam:*')],
      [statement({ Action: '*' })],
      'broader',
    ],
    ['an action that NotAction left in', [but('Action', 'iam:*')], [statement()], 'not broader'],
    ['an action that NotAction left out', [but('Action', 'sts:*')], [statement()], 'broader'],
    [
      'a name that NotResource left out for who has it',
      [but('Resource', 'arn:aws:s3:::a/${aws:username}')],
      [statement({ Resource: 'arn:aws:s3:::a/bob' })],
      'not rated',
    ],
    [
      'a resource that NotResource left out by its service alone',
      [but('Resource', 'arn:aws:sqs')],
      [statement({ Resource: 'arn:aws:sqs:eu-west-1:333333333333:a' })],
      'broader',
    ],
    [
      'a Deny with NotAction with one more',
      [{ ...but('Action', 'a:b'), Effect: 'Deny' }],
      [{ ...but('Action', 'a:b', 'a:c'), Effect: 'Deny' }],
      'broader',
    ],
  ])('%s is rated', (_, before, after, rating) => {
    expect(rated(before, after)).toBe(rating);
  });

  test('NotPrincipal of a resource’s policy is rated', () => {
    const named = (name: string, AWS: readonly string[]) => ({
      Policy: resource('AWS::SNS::TopicPolicy', {
        Topics: ['topic'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              [name]: { AWS },
              Action: 'sns:Subscribe',
              Resource: '*',
            },
          ],
        },
      }),
    });
    const policy = (...accounts: readonly string[]) => named('NotPrincipal', accounts);
    const [one, two] = ['111111111111', '222222222222'];
    expect(ratingOf(policy(one, two), policy(one))).toBe('broader');
    expect(ratingOf(policy(one), named('Principal', [`arn:aws:iam::${one}:role/a`]))).toBe(
      'not rated',
    );
    expect(ratingOf(policy(one), policy(one, two))).toBe('not broader');
  });
});

describe('two statements that hold another one together', () => {
  const tagged = (...values: readonly string[]) =>
    statement({ Condition: { StringEquals: { 'aws:PrincipalTag/a': values } } });
  const but = (name: 'NotAction' | 'NotResource', ...patterns: readonly string[]) => {
    const rest = Object.entries(statement()).filter(([part]) => part !== name.slice(3));
    return { ...Object.fromEntries(rest), [name]: patterns };
  };
  const star = { Action: '*' };
  test.each([
    ['by the values of a condition', [tagged('x'), tagged('y')], [tagged('x', 'y')], 'same'],
    ['by some of the values', [tagged('x'), tagged('y')], [tagged('x', 'y', 'z')], 'broader'],
    [
      'by the values of a condition, beside one that holds for all of them',
      [{ ...tagged('x'), ...star }, { ...tagged('y'), ...star }, statement({ Action: 'sts:*' })],
      [{ ...tagged('x', 'y'), ...star }, statement({ Action: 'sts:*' })],
      'same',
    ],
    [
      'by values of which both must be missing',
      ['x', 'y'].map((one) => statement({ Condition: { StringNotEquals: { k: one } } })),
      [statement({ Condition: { StringNotEquals: { k: ['x', 'y'] } } })],
      'not broader',
    ],
    [
      'by values that must be all there are',
      ['x', 'y'].map((one) =>
        statement({ Condition: { 'ForAllValues:StringEquals': { k: one } } }),
      ),
      [statement({ Condition: { 'ForAllValues:StringEquals': { k: ['x', 'y'] } } })],
      'broader',
    ],
    [
      'by actions that one leaves out',
      [but('NotAction', 'iam:*', 'kms:*'), statement({ Action: ['iam:*', 'kms:*'] })],
      [statement(star)],
      'same',
    ],
    [
      'by some of the actions that one leaves out',
      [but('NotAction', 'iam:*', 'kms:*'), statement({ Action: 'iam:*' })],
      [statement(star)],
      'broader',
    ],
    [
      'by a resource that one leaves out',
      [but('NotResource', 'arn:aws:s3:::a'), statement({ Resource: 'arn:aws:s3:::a' })],
      [statement()],
      'same',
    ],
  ])('%s are rated', (_, before, after, rating) => {
    expect(rated(before, after)).toBe(rating);
  });

  test('are many, each for a value of two conditions', () => {
    const names = Array.from({ length: 12 }, (_, index) => `x${index}`);
    const both = (a: readonly string[], b: readonly string[]) =>
      statement({
        Condition: { StringEquals: { 'aws:PrincipalTag/a': a, 'aws:PrincipalTag/b': b } },
      });
    const each = names.flatMap((one) => names.map((other) => both([one], [other])));
    expect(rated(each, [both(names, names)])).toBe('same');
    expect(rated(each.slice(1), [both(names, names)])).toBe('broader');
  });

  test('are rated in the same way where they deny', () => {
    const denied = (...values: readonly string[]) => ({ ...tagged(...values), Effect: 'Deny' });
    expect(rated([denied('x', 'y')], [denied('x'), denied('y')])).toBe('same');
    expect(rated([denied('x', 'y')], [denied('x')])).toBe('broader');
  });

  test('is what both sides of Fn::If allow', () => {
    const more = {
      Parameters: { Given: { Type: 'String' } },
      Conditions: {
        Open: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] },
        Other: { 'Fn::Equals': [{ Ref: 'Given' }, 'no'] },
      },
    };
    const side = (one: object, other: object) => ({
      Role: role([{ 'Fn::If': ['Open', one, other] }]),
    });
    const always = { Role: role([statement()]) };
    expect(ratingOf(side(statement(), statement({ Action: 'sts:*' })), always, more)).toBe(
      'not broader',
    );
    const half = side(statement(), {
      'Fn::If': ['Other', statement(), statement({ Action: 'a:b' })],
    });
    expect(ratingOf(half, always, more)).toBe('not rated');
  });
});

describe('a condition', () => {
  const under = (Condition: object) => [statement({ Condition })];
  const equals = (...values: readonly string[]) =>
    under({ StringEquals: { 'aws:PrincipalTag/a': values } });
  test.each([
    ['goes', equals('x'), [statement()], 'broader'],
    ['comes', [statement()], equals('x'), 'not broader'],
    ['takes a value more', equals('x'), equals('x', 'y'), 'broader'],
    ['takes a value less', equals('x', 'y'), equals('x'), 'not broader'],
    [
      'says the same in other letters',
      equals('x'),
      under({ StringEquals: { 'AWS:PrincipalTag/a': 'x' } }),
      'same',
    ],
    [
      'becomes a pattern',
      equals('x'),
      under({ StringLike: { 'aws:PrincipalTag/a': '*' } }),
      'broader',
    ],
    [
      'was a pattern',
      under({ StringLike: { 'aws:PrincipalTag/a': 'x*' } }),
      equals('xy'),
      'not broader',
    ],
    ['has a star that is none', equals('*'), equals('x'), 'broader'],
    [
      'holds where the key is missing',
      equals('x'),
      under({ StringEqualsIfExists: { 'aws:PrincipalTag/a': 'x' } }),
      'broader',
    ],
    [
      'excepts one less',
      under({ StringNotEquals: { 'aws:k': ['x', 'y'] } }),
      under({ StringNotEquals: { 'aws:k': 'x' } }),
      'broader',
    ],
    [
      'excepts one more',
      under({ StringNotEquals: { 'aws:k': 'x' } }),
      under({ StringNotEquals: { 'aws:k': ['x', 'y'] } }),
      'not broader',
    ],
    [
      'takes a wider network',
      under({ IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } }),
      under({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      'broader',
    ],
    [
      'takes a narrower network',
      under({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      under({ IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } }),
      'not broader',
    ],
    [
      'lasts longer',
      under({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
      under({ DateLessThan: { 'aws:CurrentTime': '2028-01-01T00:00:00Z' } }),
      'broader',
    ],
    [
      'lasts shorter',
      under({ NumericLessThan: { 'aws:MultiFactorAuthAge': 60 } }),
      under({ NumericLessThan: { 'aws:MultiFactorAuthAge': 30 } }),
      'not broader',
    ],
    [
      'asks for less',
      under({ Bool: { 'aws:SecureTransport': true } }),
      under({ Bool: { 'aws:SecureTransport': false } }),
      'broader',
    ],
    [
      'has an operator that nobody knows',
      under({ Odd: { 'aws:k': 'x' } }),
      under({ Odd: { 'aws:k': 'y' } }),
      'broader',
    ],
    ['is none that could be read', [statement()], [statement({ Condition: 'odd' })], 'not rated'],
  ])('that %s is rated', (_, before, after, rating) => {
    expect(rated(before, after)).toBe(rating);
  });

  test('of a Deny that gets another exception is rated', () => {
    const except = (...arns: readonly string[]) =>
      deny({ Condition: { ArnNotLike: { 'aws:PrincipalArn': arns } } });
    expect(rated([except('arn:a')], [except('arn:a', 'arn:b')])).toBe('broader');
    expect(rated([except('arn:a', 'arn:b')], [except('arn:a')])).toBe('not broader');
  });
});

test('says what a part was and what it is', () => {
  const on = (Resource: string) => ({ Role: role([statement({ Resource })]) });
  expect(permissionsOf(on('arn:aws:s3:::a'), on('*'))).toEqual([
    {
      rating: 'broader',
      change: 'changes',
      what: `Allow ${HARMLESS}`,
      resource: 'arn:aws:s3:::a → *',
      principal: 'AWS:${Role}',
      condition: '',
      type: 'AWS::IAM::Role',
      logicalId: 'Role',
    },
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
describe('the version of a policy', () => {
  const versioned = (Version: unknown, one: object) => ({
    Role: role([], {
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version, Statement: [one] } }],
    }),
  });
  const [OLD, NEW] = ['2008-10-17', '2012-10-17'];
  const mine = statement({ Resource: 'arn:aws:s3:::a/${aws:username}' });
  const condition = { StringLike: { 's3:prefix': '${aws:username}/*' } };
  test.each([
    ['a resource', mine],
    ['a condition', statement({ Condition: condition })],
    ['what is denied', { ...mine, Effect: 'Deny' }],
  ])('decides whether %s has a variable or its name', (_, one) => {
    expect(ratingOf(versioned(OLD, one), versioned(NEW, one))).toBe('broader');
    expect(ratingOf(versioned(undefined, one), versioned(OLD, one))).toBe('same');
    expect(ratingOf(versioned(NEW, one), versioned(NEW, one))).toBe('same');
  });

  test('changes nothing where there is no variable', () => {
    expect(ratingOf(versioned(OLD, statement()), versioned(NEW, statement()))).toBe('same');
  });

  test('that is old is shown as the new one would say it', () => {
    expect(permissionsOf(versioned(OLD, mine), versioned(NEW, mine))).toMatchObject([
      { resource: 'arn:aws:s3:::a/${$}{aws:username} → arn:aws:s3:::a/${aws:username}' },
    ]);
  });

  test('that nobody knows leaves a variable not rated', () => {
    const more = { Parameters: { Given: { Type: 'String' } } };
    const open = versioned({ Ref: 'Given' }, mine);
    expect(ratingOf(versioned(NEW, mine), open, more)).toBe('not rated');
    expect(ratingOf(open, open, more)).toBe('same');
  });

  test('is none of a statement that stands in no document', () => {
    const bus = (Resource: string) => ({
      P: resource('AWS::Events::EventBusPolicy', {
        StatementId: 's',
        Statement: { ...statement({ Resource }), Principal: '*' },
      }),
    });
    expect(ratingOf(bus('arn:aws:s3:::a/*'), bus('arn:aws:s3:::a/${aws:username}'))).toBe(
      'not broader',
    );
    expect(permissionsOf({}, bus('${aws:username}'))[0]?.resource).toBe('${aws:username}');
  });
});

test('says together what one statement says', () => {
  const Action = ['sts:GetCallerIdentity', 'sts:GetSessionToken'];
  const Resource = ['arn:aws:s3:::a', 'arn:aws:s3:::b'];
  expect(
    permissionsOf({ Role: role() }, { Role: role([statement({ Action, Resource })]) }),
  ).toMatchObject([
    { what: `Allow ${Action.join(', ')}`, resource: Resource.join(', '), change: 'comes' },
  ]);
});

import { compare, CONTACT, STORAGE } from '../diff/samples';
import { if_, manyConditions, NoValue } from '../template/samples';
import {
  deny,
  document,
  HARMLESS,
  permissionsOf,
  ratingOf,
  resource,
  role,
  statement,
} from './samples';

describe('Fn::If', () => {
  const more = {
    Parameters: { Given: { Type: 'String' } },
    Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } },
  };
  const choice = (one: unknown, other: unknown = NoValue) => if_('Open', one, other);
  const sides = (before: readonly unknown[], after: readonly unknown[]) =>
    permissionsOf({ Role: role(before as object[]) }, { Role: role(after as object[]) }, more);

  test.each([
    ['around a statement that comes', [], [choice(statement())], 'broader'],
    ['around a statement that goes', [choice(statement())], [], 'not broader'],
    [
      'around a statement that was there always',
      [statement()],
      [choice(statement())],
      'not broader',
    ],
    [
      'around a statement that is there always now',
      [choice(statement())],
      [statement()],
      'not rated',
    ],
    ['around a Deny that was there always', [deny()], [choice(deny())], 'not rated'],
    ['around an action', [], [statement({ Action: choice(HARMLESS, 'sts:*') })], 'broader'],
    [
      'around a member of a list',
      [statement()],
      [statement({ Action: [HARMLESS, choice('sts:*')] })],
      'broader',
    ],
    ['around an effect', [deny()], [statement({ Effect: choice('Deny', 'Allow') })], 'broader'],
    [
      'that stays as it is',
      [choice(statement(), deny())],
      [choice(statement(), deny())],
      undefined,
    ],
  ])('%s is rated', (_, before, after, rating) => {
    expect(sides(before, after)[0]?.rating).toBe(rating);
  });

  test('around a whole document, or what holds it, is rated', () => {
    const policies = [{ PolicyName: 'p', PolicyDocument: { Statement: [statement()] } }];
    const empty = { Role: role([], { Policies: [] }) };
    for (const Policies of [
      choice(policies),
      [choice(policies[0])],
      [{ PolicyName: 'p', PolicyDocument: choice(policies[0]?.PolicyDocument) }],
    ]) {
      expect(permissionsOf(empty, { Role: role([], { Policies }) }, more)).toMatchObject([
        {
          rating: 'broader',
          what: `Allow ${HARMLESS}`,
          condition: 'the template’s condition Open',
        },
      ]);
    }
  });

  test('around more than five parts of a statement leaves it not rated', () => {
    const Conditions = manyConditions();
    const many = Object.keys(Conditions).map((name) => if_(name, 'a:b', 'c:d'));
    const all = { ...more, Conditions };
    expect(
      permissionsOf({ Role: role() }, { Role: role([statement({ Action: many })]) }, all),
    ).toMatchObject([{ rating: 'not rated', what: 'a statement that cannot be read' }]);
    const permission = resource('AWS::Lambda::Permission', {
      Action: many,
      FunctionName: 'f',
      Principal: '*',
    });
    expect(ratingOf({}, { P: permission }, all)).toBe('not rated');
  });

  test('around a whole resource, or a part of one that is a statement, is told', () => {
    const on = (resource_: object) => ({ P: { ...resource_, Condition: 'Open' } });
    const permission = (SourceArn: unknown) =>
      resource('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'f',
        Principal: '*',
        SourceArn,
      });
    const open = 'the template’s condition Open';
    expect(permissionsOf({}, on(role([statement()])), more)).toContainEqual(
      expect.objectContaining({ what: `Allow ${HARMLESS}`, condition: open }),
    );
    expect(permissionsOf({}, on(permission('arn:a')), more)).toMatchObject([
      { condition: expect.stringContaining(` and ${open}`) as unknown },
    ]);
    expect(permissionsOf({}, { P: permission(choice('arn:a', 'arn:b')) }, more)).toMatchObject([
      { condition: expect.stringMatching(/arn:a.* and the template’s condition Open$/) as unknown },
      {
        condition: expect.stringMatching(
          /arn:b.* and the template’s condition not Open$/,
        ) as unknown,
      },
    ]);
  });

  test('around a switch that was open always is broader', () => {
    const url = (AuthType: unknown) => ({ U: resource('AWS::Lambda::Url', { AuthType }) });
    expect(ratingOf(url('NONE'), url(choice('NONE', 'AWS_IAM')), more)).toBe('broader');
  });

  test('of a condition that says something else is rated anew', () => {
    const other = { ...more, Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Given' }, 'no'] } } };
    const resources = { Role: role([choice(statement())]) };
    expect(ratingOf(resources, resources, more)).toBe('same');
    expect(ratingOf(resources, resources, more, other)).toBe('not rated');
  });
});

describe('what only a deployment knows', () => {
  const more = { Parameters: { Given: { Type: 'String' } } };
  const given = { Ref: 'Given' };
  const sides = (before: readonly object[], after: readonly object[]) =>
    ratingOf({ Role: role(before) }, { Role: role(after) }, more);

  test.each([
    [
      'as a resource, instead of another',
      [statement({ Resource: 'arn:aws:s3:::a' })],
      [statement({ Resource: given })],
      'not rated',
    ],
    ['as a resource, within all', [statement()], [statement({ Resource: given })], 'not broader'],
    ['as a resource that becomes all', [statement({ Resource: given })], [statement()], 'broader'],
    [
      'as a part of a resource',
      [statement({ Resource: 'arn:aws:s3:::a-*' })],
      [statement({ Resource: { 'Fn::Sub': 'arn:aws:s3:::a-${Given}' } })],
      'not broader',
    ],
    [
      'as a part that is too little',
      [statement({ Resource: { 'Fn::Sub': 'arn:aws:s3:::a-${Given}' } })],
      [statement({ Resource: 'arn:aws:s3:::a-b' })],
      'not rated',
    ],
    [
      'as an action of another service',
      [statement({ Resource: given, Action: 'a:b' })],
      [statement({ Resource: given, Action: 'c:d' })],
      'broader',
    ],
    ['as an effect', [], [statement({ Effect: given })], 'not rated'],
    ['as a whole statement', [], [given], 'not rated'],
    [
      'as a denied resource',
      [deny({ Resource: 'arn:aws:s3:::a' })],
      [deny({ Resource: given })],
      'not rated',
    ],
    ['that stays', [statement({ Resource: given })], [statement({ Resource: given })], 'same'],
  ])('%s is rated', (_, before, after, rating) => {
    expect(sides(before, after)).toBe(rating);
  });

  test.each([
    ['a document', { PolicyName: 'p', PolicyDocument: given }],
    [
      'a macro in its place',
      { PolicyName: 'p', PolicyDocument: { 'Fn::Transform': { Name: 'Odd' } } },
    ],
    ['all of a policy', given],
  ])('%s is not rated, whether it comes or goes', (_, policy) => {
    const [without, with_] = [role([], { Policies: [] }), role([], { Policies: [policy] })];
    expect(ratingOf({ Role: without }, { Role: with_ }, more)).toBe('not rated');
    expect(ratingOf({ Role: with_ }, { Role: without }, more)).toBe('not rated');
  });
});

describe('a definition that changes where only a deployment knows what it says', () => {
  const given = { Parameters: { Given: { Type: 'String' } } };
  const open = (value: string) => ({
    ...given,
    Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Given' }, value] } },
  });
  const mapped = (value: string) => ({
    ...given,
    Mappings: { Names: { one: { Name: 'a' }, two: { Name: value } } },
  });
  const choice = if_('Open', 'a', 'b');
  const row = { 'Fn::FindInMap': ['Names', { Ref: 'Given' }, 'Name'] };
  const arn = (name: unknown) => ({ 'Fn::Join': ['', ['arn:aws:s3:::', name]] });
  const sub = (text: string, Name: unknown) => ({ 'Fn::Sub': [text, { Name }] });
  const on = (Resource: unknown) => ({ Role: role([statement({ Resource })]) });
  const json = (Name: unknown) => ({
    Role: role([], {
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: sub(
            '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"${Name}"}}',
            Name,
          ),
        },
      ],
    }),
  });

  test.each([
    ['a condition in Fn::Join', on(arn(choice)), open('yes'), open('no')],
    ['a condition in Fn::Sub', on(sub('arn:aws:s3:::${Name}', choice)), open('yes'), open('no')],
    ['a condition in a document as a text', json(choice), open('yes'), open('no')],
    ['a mapping in Fn::Join', on(arn(row)), mapped('b'), mapped('c')],
    ['a mapping in Fn::Sub', on(sub('arn:aws:s3:::${Name}', row)), mapped('b'), mapped('c')],
    ['a mapping in a document as a text', json(row), mapped('b'), mapped('c')],
    [
      'a mapping as an action',
      { Role: role([statement({ Action: row })]) },
      mapped('b'),
      mapped('c'),
    ],
    [
      'a mapping as what is denied',
      { Role: role([deny({ Action: row })]) },
      mapped('b'),
      mapped('c'),
    ],
    [
      'a condition in a trust policy',
      {
        Role: role([], {
          AssumeRolePolicyDocument: { Statement: statement({ Principal: { AWS: arn(choice) } }) },
        }),
      },
      open('yes'),
      open('no'),
    ],
    [
      'a mapping as a permissions boundary',
      { Role: role([], { PermissionsBoundary: row }) },
      mapped('b'),
      mapped('c'),
    ],
  ])('is not rated: %s', (_, resources, before, after) => {
    expect(ratingOf(resources, resources, before, after)).toBe('not rated');
    expect(ratingOf(resources, resources, before, before)).toBe('same');
  });

  test('is read in each case that a condition leaves open in a text', () => {
    expect(permissionsOf({ Role: role() }, on(arn(choice)), open('yes'))).toMatchObject([
      { rating: 'broader', resource: 'arn:aws:s3:::a', condition: 'the template’s condition Open' },
      {
        rating: 'broader',
        resource: 'arn:aws:s3:::b',
        condition: 'the template’s condition not Open',
      },
    ]);
  });

  test('shows nothing of what it compares a mapping by', () => {
    expect(permissionsOf({ Role: role() }, on(arn(row)), mapped('b'))).toMatchObject([
      { resource: "arn:aws:s3:::Fn::FindInMap(['Names','Given','Name'])" },
    ]);
  });

  test('says once what is written in the same way on both sides', () => {
    expect(permissionsOf(on(row), on(row), mapped('b'), mapped('c'))).toMatchObject([
      { change: 'changes', resource: "Fn::FindInMap(['Names','Given','Name'])" },
    ]);
  });

  test('a dynamic reference that nobody knows may be what was left out', () => {
    const but = (NotResource: string) => ({
      Role: role([{ Effect: 'Allow', Action: HARMLESS, NotResource }]),
    });
    const secret = 'arn:aws:s3:::{{resolve:ssm:/name}}';
    expect(ratingOf(but(secret), on('arn:aws:s3:::a'))).toBe('not rated');
    expect(ratingOf(but(secret), but(secret))).toBe('same');
  });

  test('a parameter of another stack is another value, though it has the same name', () => {
    const policy = resource('AWS::S3::BucketPolicy', {
      Bucket: 'b',
      PolicyDocument: document(statement({ Principal: '*', Resource: { Ref: 'Given' } })),
    });
    const [empty, full] = [{}, { Policy: policy }].map((Resources) => ({ ...given, Resources }));
    const { stacks } = compare({ [CONTACT]: [full, empty], [STORAGE]: [empty, full] } as never);
    expect(stacks.flatMap(({ permissions }) => permissions)).toMatchObject([
      { rating: 'not rated' },
    ]);
  });
});

describe('a reference', () => {
  const sides = (before: unknown, after: unknown) =>
    ratingOf(
      { Role: role([statement({ Resource: before })]), ...queues },
      { Role: role([statement({ Resource: after })]), ...queues },
    );
  const queues = { One: resource('AWS::SQS::Queue', {}), Two: resource('AWS::SQS::Queue', {}) };
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

  test.each([
    ['however it is written', arn('One'), { 'Fn::Sub': '${One.Arn}' }, 'same'],
    ['in a text', { 'Fn::Join': ['', [arn('One'), '/a']] }, { 'Fn::Sub': '${One.Arn}/a' }, 'same'],
    ['to another resource', arn('One'), arn('Two'), 'broader'],
    [
      'to what lies within',
      { 'Fn::Sub': '${One.Arn}/*' },
      { 'Fn::Sub': '${One.Arn}/a' },
      'not broader',
    ],
    [
      'to what lies without',
      { 'Fn::Sub': '${One.Arn}/a' },
      { 'Fn::Sub': '${One.Arn}/*' },
      'broader',
    ],
    ['in place of a name', 'arn:aws:sqs:eu-west-1:333333333333:one', arn('One'), 'not rated'],
    [
      'to the account',
      { 'Fn::Sub': 'arn:aws:s3:::${AWS::AccountId}' },
      'arn:aws:s3:::333333333333',
      'same',
    ],
  ])('%s is rated', (_, before, after, rating) => {
    expect(sides(before, after)).toBe(rating);
  });
});

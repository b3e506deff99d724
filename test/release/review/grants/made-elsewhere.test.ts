import {
  document,
  HARMLESS,
  none,
  permissionsOf,
  ratingOf,
  resource,
  role,
  statement,
} from './samples';

describe('a custom resource', () => {
  const call = (action: string, parameters: object) =>
    JSON.stringify({ service: 'SES', action, parameters });
  const policy = (one: object, Identity = 'example.com') => {
    const parameters = { Identity, PolicyName: 'p', Policy: JSON.stringify(document(one)) };
    return {
      C: resource('Custom::SesIdentityPolicy', {
        ServiceToken: 't',
        Create: call('putIdentityPolicy', parameters),
        Update: call('putIdentityPolicy', parameters),
        Delete: call('deleteIdentityPolicy', { Identity, PolicyName: 'p' }),
      }),
    };
  };
  const said = (change: object) => ({ ...statement(change), Principal: '*' });

  test('is rated by the policy in it, once', () => {
    expect(permissionsOf(policy(said({})), policy(said({ Action: 'sts:*' })))).toMatchObject([
      { rating: 'broader', what: `Allow ${HARMLESS} → sts:*` },
    ]);
    expect(ratingOf(policy(said({ Action: 'sts:*' })), policy(said({})))).toBe('not broader');
    expect(
      ratingOf(
        policy(said({ Effect: 'Deny' })),
        policy(said({ Effect: 'Deny', Resource: 'arn:a' })),
      ),
    ).toBe('broader');
  });

  test('is broader when its policy is put on something else', () => {
    expect(ratingOf(policy(said({})), policy(said({}), 'example.org'))).toBe('broader');
  });

  test('that denied something is broader when it goes and what it denied stays', () => {
    const shared = { ...policy(said({ Effect: 'Deny' })) };
    expect(ratingOf({ ...none, ...shared }, none)).toBe('broader');
  });

  test('is not rated where it grants by a call that has no policy', () => {
    const other = { C: resource('Custom::AWS', { Create: call('addPermission', { Label: 'x' }) }) };
    expect(ratingOf({}, other)).toBe('not rated');
    const harmless = { C: resource('Custom::AWS', { Create: call('listIdentityPolicies', {}) }) };
    expect(ratingOf({}, harmless)).toBe('same');
  });
});

describe('what no template shows', () => {
  test.each([
    ['a stack of its own', 'AWS::CloudFormation::Stack', { TemplateURL: 'u' }],
    ['a set of stacks', 'AWS::CloudFormation::StackSet', { TemplateURL: 'u' }],
    ['a module', 'My::Own::Thing::MODULE', { A: 'b' }],
    ['a resource that a macro makes', 'AWS::Serverless::Function', { Handler: 'h' }],
  ])('%s is not rated when it comes, changes or goes', (_, type, properties) => {
    const one = { R: resource(type, properties) };
    expect(ratingOf({}, one)).toBe('not rated');
    expect(ratingOf(one, { R: resource(type, { ...properties, B: 'c' }) })).toBe('not rated');
    expect(ratingOf(one, {})).toBe('not rated');
    expect(ratingOf(one, one)).toBe('same');
  });

  test('a loop over what nobody knows is not rated, whatever policy stands in it', () => {
    const each = (statements: readonly object[]) =>
      ({
        'Fn::ForEach::Roles': ['Name', { Ref: 'Names' }, { 'Role${Name}': role(statements) }],
      }) as never;
    const more = {
      Transform: 'AWS::LanguageExtensions',
      Parameters: { Names: { Type: 'CommaDelimitedList' } },
    };
    expect(ratingOf({}, each([]), more)).toBe('not rated');
    expect(ratingOf(each([statement()]), each([]), more)).toBe('not rated');
    expect(ratingOf(each([]), {}, more)).toBe('not rated');
    expect(ratingOf(each([]), each([]), more)).toBe('same');
  });

  test('control: what a loop over a list makes is rated one by one', () => {
    const each = (...names: readonly string[]) =>
      ({
        'Fn::ForEach::Roles': ['Name', names, { 'Role${Name}': role([statement()]) }],
      }) as never;
    expect(permissionsOf({}, each('A'))).toContainEqual(
      expect.objectContaining({ what: `Allow ${HARMLESS}`, principal: 'AWS:${RoleA}' }),
    );
    expect(ratingOf(each('A', 'B'), each('A'))).toBe('not broader');
  });

  test.each([
    ['beside other properties', (macro: object) => role([statement()], macro)],
    ['in place of all', (macro: object) => resource('AWS::IAM::Role', macro)],
    [
      'in a policy',
      (macro: object) =>
        role([], {
          Policies: [{ PolicyName: 'p', PolicyDocument: { ...document(statement()), ...macro } }],
        }),
    ],
  ])('a macro %s is not rated when it comes, changes or goes', (_, having) => {
    const macro = (Name: string) => ({ R: having({ 'Fn::Transform': { Name } }) });
    const without = { R: having({}) };
    expect(ratingOf(without, macro('a'))).toBe('not rated');
    expect(ratingOf(macro('a'), macro('b'))).toBe('not rated');
    expect(permissionsOf(macro('a'), without).map(({ rating }) => rating)).toContain('not rated');
    expect(ratingOf(macro('a'), macro('a'))).toBe('same');
  });

  test('a macro of the template is named, and CloudFormation’s own extensions are none', () => {
    const topic = (DisplayName: string) => ({ T: resource('AWS::SNS::Topic', { DisplayName }) });
    const more = { Transform: ['AWS::LanguageExtensions', 'Some::Macro', { Name: 'Other' }] };
    expect(permissionsOf(topic('a'), topic('b'), more)).toMatchObject([
      {
        rating: 'not rated',
        what: expect.stringContaining('Some::Macro, {"Name":"Other"}') as unknown,
        type: 'Transform',
        logicalId: '',
        condition: '',
      },
    ]);
    const extensions = { Transform: 'AWS::LanguageExtensions' };
    expect(permissionsOf(topic('a'), topic('b'), extensions)).toEqual([]);
  });

  test('another one of the same kind is told, though it says the same', () => {
    const share = resource('AWS::RAM::ResourceShare', { Name: 'n' });
    expect(permissionsOf({ One: share }, { Two: share })).toMatchObject([
      { rating: 'broader', change: 'comes', logicalId: 'Two' },
      { rating: 'not broader', change: 'goes', logicalId: 'One' },
    ]);
  });

  test('a macro of the template leaves what changes not rated', () => {
    const [one, other] = ['a', 'b'].map((DisplayName) => ({
      T: resource('AWS::SNS::Topic', { DisplayName }),
    }));
    const more = { Transform: 'Some::Macro' };
    expect(ratingOf(one ?? {}, other ?? {})).toBe('same');
    expect(ratingOf(one ?? {}, other ?? {}, more)).toBe('not rated');
    expect(ratingOf(one ?? {}, one ?? {}, more)).toBe('same');
    // It reads parameters, mappings and conditions as well.
    const mapped = (value: string) => ({ ...more, Mappings: { M: { a: { b: value } } } });
    expect(ratingOf(one ?? {}, one ?? {}, mapped('c'), mapped('d'))).toBe('not rated');
  });
});

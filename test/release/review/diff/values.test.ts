import type { Template } from '../../../../release/review/template/template';
import { isSecret, valuesOf } from '../../../../release/review/diff/values';
import { compare, STORAGE } from './samples';

/** Everything that a release says of one resource. */
function told(before: object, after: object, parts: readonly [object, object] = [{}, {}]): string {
  const sides = [before, after].map((resource, index) => ({
    ...parts[index],
    Resources: { It: resource },
  }));
  return JSON.stringify(compare({ [STORAGE]: sides as unknown as [Template, Template] }).stacks);
}
const user = (Password: unknown, more: object = {}) => ({
  Type: 'AWS::IAM::User',
  Properties: { LoginProfile: { Password, ...more } },
});
const database = (MasterUserPassword: unknown) => ({
  Type: 'AWS::RDS::DBInstance',
  Properties: { MasterUserPassword },
});

describe('a name', () => {
  test.each([
    'LoginProfile',
    'MasterUserPassword',
    'Passphrase',
    'ClientSecret',
    'SecretString',
    'SECRET_STRING',
    'SecretAccessKey',
    'AWS_SECRET_ACCESS_KEY',
    'AuthToken',
    'AUTH_TOKEN',
    'PrivateKey',
    'private_key',
    'PrivateKeyPlaintext',
    'ApiKey',
    'API_KEY',
    'DefaultActions.ClientSecret',
  ])('%s is of a secret', (name) => {
    expect(isSecret(name)).toBe(true);
  });

  test.each([
    'UserLoginProfile',
    'LoginProfiles',
    'PasswordPolicy',
    'GenerateSecret',
    'SecretId',
    'PrivateKeyId',
    'ApiKeySourceType',
    'ClientSecret.Name',
  ])('%s is of none', (name) => {
    expect(isSecret(name)).toBe(false);
  });
});

describe('values of a property', () => {
  test('are shown whole up to 400 characters, and both cut where one is longer', () => {
    const [most, more] = ['x'.repeat(400), 'x'.repeat(401)];
    expect(valuesOf('Name', most, 'y')).toEqual({ before: most, after: 'y' });
    expect(valuesOf('Name', more, 'y')).toEqual({ before: `${most}…`, after: 'y' });
    expect(valuesOf('Name', more, `${more}z`)).toEqual({
      before: `…${'x'.repeat(80)}`,
      after: `…${'x'.repeat(80)}z`,
    });
  });

  test('of 400 characters are shown whole, wherever they differ', () => {
    const [one, other] = ['y', 'z'].map((end) => `${'x'.repeat(399)}${end}`);
    expect(valuesOf('Name', one, other)).toEqual({ before: one, after: other });
  });

  test('have no mark of a cut where they end within what is shown', () => {
    const [one, other] = ['y', 'z'].map((middle) => `${'x'.repeat(180)}${middle}`.padEnd(500, 'v'));
    const shown = (middle: string) => `…${'x'.repeat(80)}${middle}`.padEnd(401, 'v');
    expect(valuesOf('Name', one, other)).toEqual({ before: shown('y'), after: shown('z') });
  });

  test.each(['XRef', 'Refs', 'AFn::Sub'])('hide a secret in a member, such as %s', (name) => {
    expect(valuesOf('Password', { [name]: 'hunter1' }, 'hunter2')).toEqual({
      before: `{"${name}":"(not shown)"}`,
      after: '(not shown)',
    });
  });

  test('hide what belongs to the name of a secret, and not what stands beside it', () => {
    const variable = (Value: string) => ({ Name: 'DB_PASSWORD', Type: 'PLAINTEXT', Value });
    expect(valuesOf('Variable', variable('hunter1'), undefined)).toEqual({
      before: '{"Name":"DB_PASSWORD","Type":"PLAINTEXT","Value":"(not shown)"}',
    });
  });

  test('are none on the side where there is none', () => {
    expect(valuesOf('Name', undefined, 'y')).toStrictEqual({ after: 'y' });
    expect(valuesOf('Name', 'x', undefined)).toStrictEqual({ before: 'x' });
  });
});

describe('a secret that stands in a template', () => {
  test.each([
    ['a password', user('hunter1'), user('hunter2')],
    ['a password that comes', { Type: 'AWS::IAM::User', Properties: {} }, user('hunter2')],
    [
      'another kind of value',
      user('hunter1', { PasswordResetRequired: false }),
      user('hunter2', { PasswordResetRequired: true }),
    ],
    ['a password of a database', database('hunter1'), database('hunter2')],
    ['one in a joined text', database({ 'Fn::Sub': 'hunter1${AWS::Region}' }), database('hunter2')],
    [
      'one in a list',
      {
        Type: 'AWS::AmazonMQ::Broker',
        Properties: { Users: [{ Username: 'u', Password: 'hunter1' }] },
      },
      {
        Type: 'AWS::AmazonMQ::Broker',
        Properties: { Users: [{ Username: 'u', Password: 'hunter2' }] },
      },
    ],
    [
      'one of a type of its own',
      { Type: 'Custom::Odd', Properties: { apiKey: 'hunter1' } },
      { Type: 'Custom::Odd', Properties: { apiKey: 'hunter2' } },
    ],
  ])('is told, and not shown: %s', (_, before, after) => {
    expect(told(before, after)).toContain('(not shown)');
    expect(told(before, after)).not.toContain('hunter');
  });

  test('is not shown where it is the default of a parameter', () => {
    const given = (Default: string, NoEcho: boolean) => ({
      Parameters: { P: { Type: 'String', Default, NoEcho } },
    });
    const text = (value: unknown) => ({
      Type: 'AWS::SNS::Topic',
      Properties: { DisplayName: value },
    });
    const [open, hidden] = [false, true].map((NoEcho) =>
      told(text({ Ref: 'P' }), text({ Ref: 'P' }), [
        given('hunter1', NoEcho),
        given('hunter2', NoEcho),
      ]),
    );
    expect(open).toContain('hunter2');
    expect(hidden).toContain('"change":"changed"');
    expect(hidden).not.toContain('hunter');
    const password = database({ Ref: 'P' });
    expect(
      told(password, password, [given('hunter1', false), given('hunter2', false)]),
    ).not.toContain('hunter');
  });

  test('is not shown where the name beside it says so, as builds and containers have it', () => {
    const build = (Name: string, Value: string) => ({
      Type: 'AWS::CodeBuild::Project',
      Properties: { Environment: { EnvironmentVariables: [{ Name, Value }] } },
    });
    const password = told(build('DB_PASSWORD', 'hunter1'), build('DB_PASSWORD', 'hunter2'));
    expect(password).toContain('(not shown)');
    expect(password).not.toContain('hunter');
    expect(told(build('STAGE', 'hunter1'), build('STAGE', 'hunter2'))).toContain('hunter2');
    const odd = (Password: object) => ({ Type: 'Custom::Odd', Properties: { Password } });
    expect(told(odd({ Value: 'hunter1' }), odd({ Value: 'hunter2' }))).not.toContain('hunter');
  });

  test('control: what leads to a secret is shown, and so is what is only called after one', () => {
    const secret = (name: string) => database(`{{resolve:secretsmanager:${name}}}`);
    expect(told(secret('one'), secret('two'))).toContain('{{resolve:secretsmanager:two}}');
    expect(told(database({ Ref: 'One' }), database({ Ref: 'Two' }))).toContain('Two');
    const policy = (length: number) => ({
      Type: 'AWS::Cognito::UserPool',
      Properties: { Policies: { PasswordPolicy: { MinimumLength: length } } },
    });
    expect(told(policy(8), policy(12))).toContain('12');
    const managed = (ManageMasterUserPassword: unknown) => ({
      Type: 'AWS::RDS::DBInstance',
      Properties: { ManageMasterUserPassword },
    });
    expect(told(managed(true), managed('false'))).not.toContain('(not shown)');
    expect(told(managed('true'), managed(false))).not.toContain('(not shown)');
    const made = (id: string) => database({ 'Fn::GetAtt': [id, 'Password'] });
    expect(told(made('One'), made('Two'))).toContain('Two');
  });
});

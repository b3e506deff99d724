import { plainStatement } from '../../../../release/review/grants/plain-statements';

test('a function’s permission is a statement, with each of its limits', () => {
  expect(
    plainStatement('AWS::Lambda::Permission', {
      Principal: 's3.amazonaws.com',
      Action: 'lambda:InvokeFunction',
      FunctionName: 'f',
      SourceArn: 'arn:a',
      SourceAccount: '111111111111',
      PrincipalOrgID: 'o-1',
      FunctionUrlAuthType: 'NONE',
      EventSourceToken: 't',
      InvokedViaFunctionUrl: true,
      Odd: 'x',
    }),
  ).toEqual({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'f',
    Condition: {
      ArnLike: { 'aws:SourceArn': 'arn:a' },
      StringEquals: {
        'aws:SourceAccount': '111111111111',
        'aws:PrincipalOrgID': 'o-1',
        'lambda:FunctionUrlAuthType': 'NONE',
        'lambda:EventSourceToken': 't',
        Odd: 'x',
      },
      Bool: { 'lambda:InvokedViaFunctionUrl': true },
    },
  });
});

test('a layer’s permission is a statement', () => {
  expect(
    plainStatement('AWS::Lambda::LayerVersionPermission', {
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      LayerVersionArn: 'l',
      OrganizationId: 'o-1',
    }),
  ).toEqual({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'lambda:GetLayerVersion',
    Resource: 'l',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  });
});

describe('an event bus’s permission', () => {
  const type = 'AWS::Events::EventBusPolicy';
  const said = { Principal: '111111111111', Action: 'events:PutEvents' };
  const allowed = {
    Effect: 'Allow',
    Principal: { AWS: '111111111111' },
    Action: 'events:PutEvents',
  };

  test('is a statement about its bus, or the default one', () => {
    expect(plainStatement(type, { ...said, EventBusName: 'bus' })).toStrictEqual({
      ...allowed,
      Resource: 'bus',
    });
    const open = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID' };
    const Condition = { ...open, Value: 'o-1' };
    expect(plainStatement(type, { ...said, Condition })).toStrictEqual({
      ...allowed,
      Resource: 'default',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    });
    expect(plainStatement(type, { ...said, Condition: open })).toMatchObject({
      Condition: { StringEquals: { 'aws:PrincipalOrgID': '' } },
    });
  });

  test('is none where it has a statement', () => {
    expect(plainStatement(type, { Statement: {} })).toBeUndefined();
  });
});

test('a statement of entity resolution is as it is written', () => {
  const parts = { Effect: 'Deny', Principal: ['p'], Action: ['a:b'], Condition: { a: 'b' } };
  expect(
    plainStatement('AWS::EntityResolution::PolicyStatement', { ...parts, Arn: 'arn:a' }),
  ).toEqual({ ...parts, Resource: 'arn:a' });
});

test('another type has none', () => {
  expect(plainStatement('AWS::SNS::TopicPolicy', { Action: 'a:b' })).toBeUndefined();
});

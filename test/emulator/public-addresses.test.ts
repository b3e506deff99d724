import { toLocal } from '../../rehearsal/emulator/coverage';
import { output, outputsOf, type Template } from './support/deploy';
import { send } from './support/http';
import { DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

const CODE = `exports.handler = async () => ({ statusCode: 200, body: 'hello' });`;
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};
const permission = (rest: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: 'Function' }, ...rest },
});
const target = {
  'Fn::Sub':
    'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
};

/** A function behind a REST API and behind a URL of its own, as CDK makes them. */
const template: Template = {
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: CODE },
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    Url: {
      Type: 'AWS::Lambda::Url',
      Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] } },
    },
    UrlPermission: permission({
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
      Principal: '*',
    }),
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'greeting' } },
    ApiPermission: permission({
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: target },
      },
    },
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: ['Method'],
      Properties: { RestApiId: { Ref: 'Api' } },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Deployment' },
        StageName: 'prod',
      },
    },
  },
  Outputs: {
    Url: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } },
    Api: {
      Value: { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/prod/' },
    },
  },
};

let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  outputs = await outputsOf(emulator(), { stack: 'greeting', account: DEV, template });
});

test.each([
  ['Url', `.lambda-url.${REGION}.on.aws`, `.lambda-url.${REGION}.localhost`],
  ['Api', `.execute-api.${REGION}.amazonaws.com`, '.execute-api.localhost'],
])(
  'the public address of a %s has a local one that answers, in every account',
  async (name, end, localEnd) => {
    const address = output(outputs, name);
    expect(new URL(address).hostname.endsWith(end)).toBe(true);
    const local = toLocal(address, await emulator().endpoints());
    expect(new URL(local).hostname.endsWith(localEnd)).toBe(true);
    expect(await send(local)).toMatchObject({ status: 200, text: 'hello' });
  },
);

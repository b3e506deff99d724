import { type Template } from './deploy';

const lambdaTrust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};

const role = (statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: lambdaTrust,
    Policies: [
      {
        PolicyName: 'grants',
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      },
    ],
  },
});

const logs = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };

const nodeFunction = (roleName: string, code: string, variables: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 10,
    Code: { ZipFile: code },
    Role: { 'Fn::GetAtt': [roleName, 'Arn'] },
    Environment: { Variables: variables },
  },
});

const route = (key: string, authorization: 'NONE' | 'AWS_IAM') => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: key,
    AuthorizationType: authorization,
    Target: { 'Fn::Sub': 'integrations/${Integration}' },
  },
});

const ECHO = `exports.handler = async (event) => ({
  statusCode: event.queryStringParameters?.redirect ? 303 : 200,
  headers: { location: event.queryStringParameters?.redirect ?? '' },
  body: JSON.stringify({
    routeKey: event.routeKey,
    origin: event.headers.origin,
    sourceIp: event.requestContext.http.sourceIp,
    caller: event.requestContext.authorizer?.iam?.userArn,
    environment: process.env,
    node: process.version,
    pid: process.pid,
  }),
});`;

/** An HTTP API with a public and a signed route, as the contact API has them. */
export function contactApi(origin: string): Template {
  return {
    Resources: {
      Role: role([logs]),
      Function: nodeFunction('Role', ECHO),
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'contact',
          ProtocolType: 'HTTP',
          CorsConfiguration: {
            AllowOrigins: [origin],
            AllowMethods: ['POST'],
            AllowHeaders: ['content-type'],
            MaxAge: 300,
          },
        },
      },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Api' },
          IntegrationType: 'AWS_PROXY',
          PayloadFormatVersion: '2.0',
          IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
        },
      },
      Public: route('POST /contact', 'NONE'),
      Signed: route('POST /smoke-test', 'AWS_IAM'),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          FunctionName: { Ref: 'Function' },
        },
      },
      MayInvoke: signedCaller('POST/smoke-test'),
      MayNot: signedCaller('POST/other'),
    },
    Outputs: {
      Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
      MayInvoke: { Value: { 'Fn::GetAtt': ['MayInvoke', 'Arn'] } },
      MayNot: { Value: { 'Fn::GetAtt': ['MayNot', 'Arn'] } },
    },
  };
}

function signedCaller(path: string) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'codebuild.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'invoke',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'execute-api:Invoke',
                Resource: {
                  'Fn::Sub':
                    'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/$default/' + path,
                },
              },
            ],
          },
        },
      ],
    },
  };
}

/** Fails the message whose body is `bad`, and stores the others. */
const CONSUMER = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.handler = async ({ Records }) => {
  const failures = [];
  for (const { messageId, body } of Records) {
    if (body === 'bad') failures.push({ itemIdentifier: messageId });
    else await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: body } } }));
  }
  return { batchItemFailures: failures };
};`;

/** A queue, its dead-letter queue, and a function that reports partial batch failures. */
export const queueConsumer: Template = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue' },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 1,
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
          maxReceiveCount: 1,
        },
      },
    },
    Role: role([
      logs,
      { Effect: 'Allow', Action: 'sqs:*', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
      {
        Effect: 'Allow',
        Action: 'dynamodb:PutItem',
        Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
      },
    ]),
    Function: nodeFunction('Role', CONSUMER, { TABLE: { Ref: 'Table' } }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'Function' },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
  },
  Outputs: {
    Queue: { Value: { Ref: 'Queue' } },
    DeadLetters: { Value: { Ref: 'DeadLetters' } },
    Table: { Value: { Ref: 'Table' } },
  },
};

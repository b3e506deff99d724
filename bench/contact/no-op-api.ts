import { buffer } from 'node:stream/consumers';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ZipFile } from 'yazl';
import type { AccountAndRegion } from '../../lib/config/config';
import { SUBMIT_ENV } from '../../lambdas/contact-form/contract';
import { credentialsOf } from '../../rehearsal/emulator/client-environment';
import type { Bundle } from './bundles';

const STACK = 'waypost-bench-no-op';

/** Deploys an HTTP API whose function sends one message to SQS; resolves with its URL. */
export async function deployNoOpApi(
  endpoint: string,
  { account, region }: AccountAndRegion,
  bundle: Bundle,
): Promise<string> {
  const client = { endpoint, region, credentials: credentialsOf({ account }) };
  const code = {
    S3Bucket: `cdk-hnb659fds-assets-${account}-${region}`,
    S3Key: `${STACK}.zip`,
  };
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new PutObjectCommand({
      Bucket: code.S3Bucket,
      Key: code.S3Key,
      Body: await zipped(bundle.file),
    }),
  );
  const cloudFormation = new CloudFormationClient(client);
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: STACK,
      TemplateBody: JSON.stringify(template(code)),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const name = { StackName: STACK };
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
    name,
  );
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand(name));
  const url = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'Url')?.OutputValue;
  if (url === undefined) throw new Error(`${STACK} has no output Url.`);
  return url;
}

function zipped(file: string): Promise<Buffer> {
  const archive = new ZipFile();
  archive.addFile(file, 'index.js');
  archive.end();
  return buffer(archive.outputStream);
}

/** The least that an HTTP API in front of a queue takes, with the memory that `submit` has. */
function template(code: object) {
  const trust = {
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const send = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
  };
  const log = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };
  return {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust,
          Policies: [{ PolicyName: 'grants', PolicyDocument: { Statement: [send, log] } }],
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          MemorySize: 512,
          Timeout: 10,
          Code: code,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Environment: { Variables: { [SUBMIT_ENV.queueUrl]: { Ref: 'Queue' } } },
        },
      },
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: STACK, ProtocolType: 'HTTP' },
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
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: 'POST /no-op',
          Target: { 'Fn::Sub': 'integrations/${Integration}' },
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          FunctionName: { Ref: 'Function' },
        },
      },
    },
    Outputs: { Url: { Value: { 'Fn::Sub': '${Api.ApiEndpoint}/no-op' } } },
  };
}

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from '../helpers/eventually';
import { runPipeline } from '../rehearsal/run-pipeline';
import { buildAction, definition, sourceAction } from '../rehearsal/support';
import { output, outputsOf } from './support/deploy';
import { policy, rolesOf } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** Puts each event that it gets, and who asked, on a queue. */
const CODE = `
  const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
  const client = new SQSClient({});
  exports.handler = async (event, { functionName }) => {
    const MessageBody = JSON.stringify({ functionName, event });
    await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody }));
  };`;

interface Heard {
  readonly functionName: string;
  readonly event: Readonly<Record<string, unknown>> & { readonly detail: Record<string, unknown> };
}

const emulator = runningEmulator();
let QueueUrl: string;
let rawQueueUrl: string;

const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const listener = (name: string, permitted: 'permitted' | 'of another rule') => ({
  [name]: {
    Type: 'AWS::Lambda::Function',
    DependsOn: ['Role'],
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 20,
      Role: `arn:aws:iam::${TOOLS}:role/listener`,
      Code: { ZipFile: CODE },
      Environment: { Variables: { QUEUE: { Ref: 'Queue' } } },
    },
  },
  [`${name}Rule`]: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: {
        source: ['aws.codepipeline'],
        'detail-type': ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: ['waypost'], state: ['FAILED', 'SUCCEEDED'] },
      },
      Targets: [{ Id: 'one', Arn: arnOf(name) }],
    },
  },
  [`${name}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: name },
      Principal: 'events.amazonaws.com',
      SourceArn:
        permitted === 'permitted'
          ? arnOf(`${name}Rule`)
          : `arn:aws:events:${REGION}:${TOOLS}:rule/another`,
    },
  },
});

beforeAll(async () => {
  const outputs = await outputsOf(emulator(), {
    stack: 'listeners',
    account: TOOLS,
    template: {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue' },
        Raw: { Type: 'AWS::SQS::Queue' },
        RawPolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [{ Ref: 'Raw' }],
            PolicyDocument: policy({
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arnOf('Raw'),
            }),
          },
        },
        RawRule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventPattern: {
              source: ['aws.codepipeline'],
              'detail-type': ['CodePipeline Stage Execution State Change'],
            },
            Targets: [{ Id: 'raw', Arn: arnOf('Raw') }],
          },
        },
        Role: rolesOf('lambda.amazonaws.com')('listener', {
          Action: 'sqs:SendMessage',
          Resource: arnOf('Queue'),
        }),
        ...listener('permitted', 'permitted'),
        ...listener('refused', 'of another rule'),
      },
      Outputs: { Queue: { Value: { Ref: 'Queue' } }, Raw: { Value: { Ref: 'Raw' } } },
    },
  });
  QueueUrl = output(outputs, 'Queue');
  rawQueueUrl = output(outputs, 'Raw');
  const pipeline = definition({ Source: [sourceAction()], Build: [buildAction('Synth')] });
  for (const account of [TOOLS, DEV]) {
    await runPipeline({
      deployed: { ...pipeline, account },
      tell: (report) => emulator().reportExecution(report),
      perform: (name) => (name === 'Synth' ? { status: 'failed', error: 'no' } : {}),
    });
  }
});

/** What is on the queue, after a wait long enough for a function to be called. */
async function heard(): Promise<Heard[]> {
  const client = new SQSClient(clientOf(emulator(), { account: TOOLS }));
  const all: Heard[] = [];
  for (let quiet = 0; quiet < 2; quiet += 1) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, MaxNumberOfMessages: 10 }),
    );
    all.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as Heard));
    if (Messages.length > 0) quiet = 0;
  }
  return all;
}

test('a rule hears of its pipeline what its pattern names, and calls the function that lets it', async () => {
  expect(await heard()).toEqual([
    {
      functionName: 'permitted',
      event: {
        version: '0',
        id: expect.any(String) as string,
        'detail-type': 'CodePipeline Pipeline Execution State Change',
        source: 'aws.codepipeline',
        account: TOOLS,
        time: expect.stringMatching(/^\d{4}-/) as string,
        region: REGION,
        resources: [`arn:aws:codepipeline:${REGION}:${TOOLS}:waypost`],
        detail: expect.objectContaining({ 'execution-id': 'c0ffee-1', state: 'FAILED' }) as object,
      },
    },
  ]);
});

test('the numbers of an event have a fraction, which patterns of rules tell from whole ones', async () => {
  const client = new SQSClient(clientOf(emulator(), { account: TOOLS }));
  const body = await eventually(async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: rawQueueUrl, WaitTimeSeconds: 2 }),
    );
    return Messages[0]?.Body;
  });

  expect(body).toMatch(/"version": ?7\.0/);
  expect(body).toMatch(/"pipeline-execution-attempt": ?1\.0/);
});

test("control: nobody else can tell EventBridge events in CodePipeline's name", async () => {
  const client = new EventBridgeClient(clientOf(emulator(), { account: TOOLS }));
  const { Entries } = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: 'aws.codepipeline',
          DetailType: 'CodePipeline Pipeline Execution State Change',
          Detail: JSON.stringify({ pipeline: 'waypost', state: 'FAILED' }),
        },
      ],
    }),
  );
  expect(Entries?.[0]?.ErrorCode).toBe('NotAuthorizedForSourceException');
});

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { EVENT_SOURCE_ACTIONS } from '../../../../lambdas/contact-form/contract';
import { snsEvents } from '../../../../lambdas/contact-form/adapters/sns-events';
import type { Destination } from '../../../../lambdas/contact-form/submission';
import {
  type Webhook,
  WEBHOOKS_ACTIONS,
  type WebhooksEnv,
} from '../../../../lambdas/webhooks/contract';
import { targetText } from '../../../../lambdas/webhooks/target';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { output, outputsOf, type Template } from '../../support/deploy';
import { clientOf, DEV, REGION } from '../../support/running-emulator';
import { EventSource } from './event-source';
import type { Rule } from './faults';
import { startFaultyFunction } from './faulty-function';
import type { Invocation } from './function-process';
import { expectNothingPersonal, VISITOR } from './line';
import { countsOf, drain, pollerUnder } from './queue';
import { arn, grant, policy, role, table } from './resources';
import { until } from './until';

/** In the order of their names: as the options of the environments have them, whose grants these calls use. */
export const WEBHOOKS: readonly Webhook[] = [
  { name: 'crm', form: 'contact', format: 'standard', content: true },
  { name: 'team', form: 'contact', format: 'slack', content: false },
];

export const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export interface WebhookLineOptions {
  readonly bundle: string;
  readonly certificateFile: string;
  readonly rule?: Rule;
  /** Name of a webhook -> its address. Default: not set. */
  readonly targets?: Readonly<Record<string, string>>;
  readonly webhooks?: readonly Webhook[];
}

/** The way of an event to the webhooks: topic, queue, function. */
export interface WebhookLine {
  /** Stores a message and publishes its event, as `deliver` does. Resolves with its id. */
  tell(destination?: Destination): Promise<string>;
  setTarget(webhook: string, url: string): Promise<void>;
  sendTest(webhook: string): Promise<Invocation>;
  /** Waits until the queue has nothing more; resolves with what is dead since the last time. */
  settled(): Promise<readonly DeadLetter[]>;
  redrive(letter: DeadLetter): Promise<void>;
}

export interface DeadLetter {
  readonly body: string;
  readonly webhook: unknown;
  readonly id: unknown;
  readonly reason: string | undefined;
}

/** Plays a scenario; fails when a log tells of the visitor or of a target. */
export async function onWebhookLine(
  emulator: Emulator,
  options: WebhookLineOptions,
  play: (line: WebhookLine) => Promise<void>,
): Promise<void> {
  const name = `line-${randomUUID().slice(0, 8)}`;
  const { webhooks = WEBHOOKS } = options;
  const stack = await outputsOf(emulator, { stack: name, template: templateOf(name, webhooks) });
  const of = (key: string) => output(stack, key);
  const client = clientOf(emulator, { account: DEV });
  const [sqs, ssm, dynamoDb] = [
    new SQSClient(client),
    new SSMClient(client),
    new DynamoDBClient(client),
  ];
  const events = snsEvents(new SNSClient(client), of('Topic'));
  const prefix = `/webhooks/${name}/`;
  const addresses: string[] = [];

  const one = await startFaultyFunction({
    emulator,
    bundle: options.bundle,
    roleArn: of('Webhooks'),
    timeoutMs: 60_000,
    longestVisibilitySeconds: 1,
    environment: {
      SUBMISSION_TABLE: of('Submissions'),
      WEBHOOK_QUEUE_URL: of('Queue'),
      WEBHOOK_DEAD_LETTER_QUEUE_URL: of('DeadLetters'),
      WEBHOOKS: JSON.stringify(webhooks),
      WEBHOOK_PARAMETER_PREFIX: prefix,
      NODE_EXTRA_CA_CERTS: options.certificateFile,
    } satisfies WebhooksEnv & { NODE_EXTRA_CA_CERTS: string },
    ...(options.rule && { rule: options.rule }),
  });
  const poller = await pollerUnder(of('Webhooks'), emulator);
  const source = new EventSource({
    sqs: poller,
    queueUrl: of('Queue'),
    functions: [one.process],
    batchSize: 10,
  });

  const line: WebhookLine = {
    async tell(destination = 'owner') {
      const id = randomUUID();
      const receivedAt = new Date().toISOString();
      await dynamoDb.send(
        new PutItemCommand({
          TableName: of('Submissions'),
          Item: {
            id: { S: id },
            values: {
              M: Object.fromEntries(Object.entries(VISITOR).map(([key, S]) => [key, { S }])),
            },
            expiresAt: { N: String(Math.floor(Date.now() / 1000) + 86_400) },
          },
        }),
      );
      const mailedAt = receivedAt;
      await events.publish({
        type: 'submission.mailed',
        id,
        form: 'contact',
        receivedAt,
        mailedAt,
        destination,
      });
      return id;
    },
    async setTarget(webhook, url) {
      addresses.push(new URL(url).pathname);
      const Value = targetText({ url: new URL(url), signingSecrets: [SIGNING_SECRET] });
      await ssm.send(
        new PutParameterCommand({
          Name: `${prefix}${webhook}`,
          Type: 'SecureString',
          Value,
          Overwrite: true,
        }),
      );
    },
    sendTest: (webhook) => one.process.invoke({ test: webhook }),
    async settled() {
      // An event passes through SNS first, and a message with two webhooks becomes two.
      await until(async () => {
        if (source.passes.length === 0) return false;
        return (await countsOf(of('Queue'), sqs)).every((count) => count === 0);
      });
      return (await drain(of('DeadLetters'), sqs)).map(({ Body = '', MessageAttributes }) => {
        const { webhook, id } = JSON.parse(Body) as Record<string, unknown>;
        return { body: Body, webhook, id, reason: MessageAttributes?.['reason']?.StringValue };
      });
    },
    async redrive({ body }) {
      source.passes.length = 0;
      await sqs.send(new SendMessageCommand({ QueueUrl: of('Queue'), MessageBody: body }));
    },
  };
  try {
    for (const [webhook, url] of Object.entries(options.targets ?? {})) {
      await line.setTarget(webhook, url);
    }
    await play(line);
  } finally {
    await source.stop();
    await one.stop();
  }
  expectNothingPersonal([one]);
  for (const secret of [...addresses, SIGNING_SECRET]) {
    expect(one.process.output).not.toContain(secret);
  }
}

/** With a role that may do what the contract says and no more. */
function templateOf(name: string, webhooks: readonly Webhook[]): Template {
  const ref = (id: string) => ({ Value: { Ref: id } });
  return {
    Resources: {
      DeadLetters: { Type: 'AWS::SQS::Queue' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 10 } },
      Submissions: table('id'),
      Topic: { Type: 'AWS::SNS::Topic' },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: policy([
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn('Queue'),
              Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
            },
          ]),
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'sqs',
          Endpoint: arn('Queue'),
          RawMessageDelivery: true,
          FilterPolicyScope: 'MessageBody',
          FilterPolicy: { destination: ['owner'], form: ['contact'] },
        },
      },
      Webhooks: role([
        grant(WEBHOOKS_ACTIONS.table, arn('Submissions')),
        grant([...WEBHOOKS_ACTIONS.queue, ...EVENT_SOURCE_ACTIONS], arn('Queue')),
        grant(WEBHOOKS_ACTIONS.deadLetterQueue, arn('DeadLetters')),
        grant(
          WEBHOOKS_ACTIONS.parameters,
          webhooks.map(
            (one) => `arn:aws:ssm:${REGION}:${DEV}:parameter/webhooks/${name}/${one.name}`,
          ),
        ),
      ]),
    },
    Outputs: {
      Queue: ref('Queue'),
      DeadLetters: ref('DeadLetters'),
      Submissions: ref('Submissions'),
      Topic: ref('Topic'),
      Webhooks: { Value: arn('Webhooks') },
    },
  };
}

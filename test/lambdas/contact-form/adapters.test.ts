import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  dynamoDbStatusReader,
  dynamoDbStore,
} from '../../../lambdas/contact-form/adapters/dynamodb-store';
import { sesMailer } from '../../../lambdas/contact-form/adapters/ses-mailer';
import { snsEvents } from '../../../lambdas/contact-form/adapters/sns-events';
import { sqsQueue } from '../../../lambdas/contact-form/adapters/sqs-queue';
import {
  MAILBOX_SIMULATOR,
  MESSAGE_TEMPLATE_VARIABLES,
} from '../../../lambdas/contact-form/contract';
import type { SubmissionMailed } from '../../../lambdas/contact-form/submission';
import {
  fakeAws,
  jsonError,
  queryAnswer,
  queryError,
  sqsAnswer,
  type WireAnswer,
} from './fake-aws';
import { FORM, ID, RECEIVED_AT, SUBMISSION } from './fakes';

const OK: WireAnswer = { body: '{}' };
const json = (body = '') => JSON.parse(body) as Record<string, unknown>;
const query = (body = '') => Object.fromEntries(new URLSearchParams(body));

describe('queue on SQS', () => {
  const url = 'https://sqs.eu-west-1.amazonaws.com/111111111111/submissions';

  test('sends the submission as JSON', async () => {
    const aws = fakeAws(sqsAnswer);
    await sqsQueue(new SQSClient(aws.settings), url).send(SUBMISSION);
    const [request] = aws.requests;
    expect(request?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
    const { QueueUrl, MessageBody } = json(request?.body);
    expect(QueueUrl).toBe(url);
    expect(json(MessageBody as string)).toEqual(SUBMISSION);
  });

  test('is unavailable, with the cause, when SQS refuses', async () => {
    const aws = fakeAws(jsonError('QueueDoesNotExist', 'no such queue'));
    await expect(sqsQueue(new SQSClient(aws.settings), url).send(SUBMISSION)).rejects.toMatchObject(
      {
        name: 'Unavailable',
        service: 'sqs',
        cause: { name: 'QueueDoesNotExist' },
      },
    );
  });
});

describe('store on DynamoDB', () => {
  const store = (answer: WireAnswer) => {
    const aws = fakeAws(answer);
    const client = new DynamoDBClient(aws.settings);
    return {
      ...dynamoDbStore(client, 'table'),
      ...dynamoDbStatusReader(client, 'table'),
      request: () => json(aws.requests[0]?.body),
    };
  };
  const conditionFailed = (Item?: object) =>
    jsonError('ConditionalCheckFailedException', 'The conditional request failed', { Item });
  const mail = { mailedAt: '2026-11-23T12:00:05.000Z', mailMessageId: 'mail-1' };

  test('stores every part of a submission, unless the id is there', async () => {
    const table = store(OK);
    expect(await table.save(SUBMISSION, 1_800_000_000)).toEqual({});
    expect(table.request()).toMatchObject({
      TableName: 'table',
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': 'id' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      Item: {
        id: { S: ID },
        receivedAt: { S: RECEIVED_AT },
        name: { S: FORM.name },
        email: { S: FORM.email },
        message: { S: FORM.message },
        destination: { S: 'owner' },
        status: { S: 'received' },
        expiresAt: { N: '1800000000' },
      },
    });
  });

  test('tells when a stored submission was mailed', async () => {
    const stored = { id: { S: ID }, status: { S: 'mailed' }, mailedAt: { S: mail.mailedAt } };
    const table = store(conditionFailed(stored));
    expect(await table.save(SUBMISSION, 0)).toEqual({ mailedAt: mail.mailedAt });
  });

  test('tells of a stored submission that was not mailed yet', async () => {
    const table = store(conditionFailed({ id: { S: ID }, status: { S: 'received' } }));
    expect(await table.save(SUBMISSION, 0)).toEqual({});
  });

  test('records a mail once', async () => {
    const first = store(OK);
    expect(await first.markMailed(ID, mail)).toBe(true);
    expect(first.request()).toMatchObject({
      Key: { id: { S: ID } },
      ConditionExpression: '#status = :received',
      ExpressionAttributeValues: {
        ':received': { S: 'received' },
        ':mailed': { S: 'mailed' },
        ':mailedAt': { S: mail.mailedAt },
        ':mailMessageId': { S: 'mail-1' },
      },
    });
    expect(await store(conditionFailed()).markMailed(ID, mail)).toBe(false);
  });

  test('reads the status and nothing of the message', async () => {
    const table = store({ body: '{"Item":{"status":{"S":"mailed"}}}' });
    expect(await table.statusOf(ID)).toBe('mailed');
    expect(table.request()).toMatchObject({
      Key: { id: { S: ID } },
      ProjectionExpression: '#status',
      ConsistentRead: true,
    });
    expect(await store(OK).statusOf(ID)).toBeUndefined();
  });

  test('is unavailable, with the cause, when DynamoDB refuses', async () => {
    const table = store(jsonError('AccessDeniedException', 'no'));
    const unavailable = { name: 'Unavailable', cause: { name: 'AccessDeniedException' } };
    await expect(table.save(SUBMISSION, 0)).rejects.toMatchObject(unavailable);
    await expect(table.markMailed(ID, mail)).rejects.toMatchObject(unavailable);
    await expect(table.statusOf(ID)).rejects.toMatchObject(unavailable);
  });
});

describe('mailer on SES', () => {
  const settings = {
    sender: 'contact@example.com',
    recipients: ['owner@example.com', 'office@example.com'],
    template: 'waypost-dev-message',
    configurationSet: 'waypost-dev',
  };
  const send = async (submission = SUBMISSION, answer?: WireAnswer) => {
    const aws = fakeAws(answer ?? queryAnswer('SendTemplatedEmail', 'MessageId', 'mail-1'));
    const id = await sesMailer(new SESClient(aws.settings), settings).send(submission);
    return { id, request: query(aws.requests[0]?.body) };
  };

  test('sends the template to every recipient, to be answered to the visitor', async () => {
    const { id, request } = await send();
    expect(id).toBe('mail-1');
    expect(request).toMatchObject({
      Action: 'SendTemplatedEmail',
      Source: 'contact@example.com',
      'Destination.ToAddresses.member.1': 'owner@example.com',
      'Destination.ToAddresses.member.2': 'office@example.com',
      'ReplyToAddresses.member.1': FORM.email,
      Template: 'waypost-dev-message',
      ConfigurationSetName: 'waypost-dev',
    });
    expect(Object.keys(json(request['TemplateData'])).sort()).toEqual(
      [...MESSAGE_TEMPLATE_VARIABLES].sort(),
    );
  });

  test('sends a smoke test to the mailbox simulator alone', async () => {
    const { request } = await send({ ...SUBMISSION, destination: 'simulator' });
    const recipients = Object.entries(request).filter(([name]) => name.startsWith('Destination.'));
    expect(recipients.map(([, address]) => address)).toEqual([MAILBOX_SIMULATOR]);
  });

  test('is unavailable, with the cause, when SES refuses', async () => {
    await expect(
      send(SUBMISSION, queryError('MessageRejected', 'Email address is not verified.')),
    ).rejects.toMatchObject({ name: 'Unavailable', cause: { name: 'MessageRejected' } });
  });

  test('does not take an answer without a message id for a success', async () => {
    const answer = queryAnswer('SendTemplatedEmail', 'Other', 'x');
    await expect(send(SUBMISSION, answer)).rejects.toMatchObject({ service: 'ses' });
  });
});

describe('events on SNS', () => {
  const topic = 'arn:aws:sns:eu-west-1:111111111111:contact-events';
  const event: SubmissionMailed = {
    type: 'submission.mailed',
    id: ID,
    receivedAt: RECEIVED_AT,
    mailedAt: '2026-11-23T12:00:05.000Z',
    destination: 'owner',
  };

  test('are published as JSON, with their type as an attribute to filter by', async () => {
    const aws = fakeAws(queryAnswer('Publish', 'MessageId', 'event-1'));
    await snsEvents(new SNSClient(aws.settings), topic).publish(event);
    const request = query(aws.requests[0]?.body);
    expect(request).toMatchObject({
      Action: 'Publish',
      TopicArn: topic,
      'MessageAttributes.entry.1.Name': 'type',
      'MessageAttributes.entry.1.Value.StringValue': 'submission.mailed',
    });
    expect(json(request['Message'])).toEqual(event);
  });

  test('are unavailable, with the cause, when SNS refuses', async () => {
    const aws = fakeAws(queryError('AuthorizationError', 'no'));
    await expect(
      snsEvents(new SNSClient(aws.settings), topic).publish(event),
    ).rejects.toMatchObject({ service: 'sns', cause: { name: expect.any(String) as string } });
  });
});

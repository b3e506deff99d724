import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import {
  sqsDeadLetters,
  sqsDeliveryQueue,
} from '../../../../lambdas/contact-form/adapters/delivery-queue';
import { dynamoDbFeedback } from '../../../../lambdas/contact-form/adapters/dynamodb-feedback';
import { dynamoDbStatusReader } from '../../../../lambdas/contact-form/adapters/dynamodb-status-reader';
import { dynamoDbStore } from '../../../../lambdas/contact-form/adapters/dynamodb-store';
import { receiptLedger } from '../../../../lambdas/contact-form/adapters/receipt-ledger';
import { sesMailer } from '../../../../lambdas/contact-form/adapters/ses-mailer';
import { snsEvents } from '../../../../lambdas/contact-form/adapters/sns-events';
import { MAILBOX_SIMULATOR } from '../../../../lambdas/contact-form/contract';
import { SUBMISSION_STATUSES } from '../../../../lambdas/contact-form/submission';
import { AwsError } from '../../../../lambdas/shared/aws-json';
import { fakeAws, queryAnswer, queryError, type WireAnswer } from '../fake-aws';
import { FORMS, ID, RECEIVED_AT, SUBMISSION, submissionMessage, VALUES } from '../delivery-samples';

type Answer = object | AwsError;
interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly options?: object;
}

/** Calls of AwsJson, all answered alike. */
function fakeJson(answer: Answer = {}) {
  const calls: Call[] = [];
  const call = (operation: string, input: Record<string, unknown>, options?: object) => {
    calls.push({ operation, input, ...(options && { options }) });
    return answer instanceof AwsError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { calls, call: call as never };
}

const refused = (item?: AwsError['Item']) =>
  new AwsError('X', 'ConditionalCheckFailedException', { item });
const DENIED = new AwsError('X', 'AccessDeniedException');
const CLAIM = { by: 'delivery-1', until: 1_800_000_000_000 };
const RECORD = { id: ID, mailedAt: '2026-11-23T12:00:05.000Z', mailMessageId: 'mail-1' };

/** DynamoDB refuses a name that its request declares and does not use, and the other way round. */
function assertPlaceholders({ input }: Call) {
  const {
    ConditionExpression = '',
    UpdateExpression = '',
    ...rest
  } = input as {
    ConditionExpression?: string;
    UpdateExpression?: string;
    ExpressionAttributeNames?: object;
    ExpressionAttributeValues?: object;
  };
  const used = `${ConditionExpression} ${UpdateExpression}`.match(/[#:]\w+/g) ?? [];
  const declared = Object.keys({
    ...rest.ExpressionAttributeNames,
    ...rest.ExpressionAttributeValues,
  });
  expect([...new Set(used)].sort()).toEqual(declared.sort());
}

describe('store on DynamoDB', () => {
  const store = (answer?: Answer) => {
    const { call, calls } = fakeJson(answer);
    return { ...dynamoDbStore(call, 'table'), calls };
  };
  const item = (more: object = {}) => ({ id: { S: ID }, status: { S: 'received' }, ...more });

  test('stores every part of a submission, unless the id is there', async () => {
    const table = store();
    const phone = { ...SUBMISSION, values: { ...VALUES, phone: '1' }, marks: ['links' as const] };
    await table.add(phone, { status: 'received', expiresAt: 1_800_000_000, claim: CLAIM });
    expect(table.calls).toMatchObject([
      {
        operation: 'PutItem',
        input: {
          TableName: 'table',
          ConditionExpression: 'attribute_not_exists(#id)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          Item: {
            id: { S: ID },
            receivedAt: { S: RECEIVED_AT },
            form: { S: 'contact' },
            values: {
              M: {
                name: { S: VALUES.name },
                email: { S: VALUES.email },
                message: { S: VALUES.message },
                phone: { S: '1' },
              },
            },
            destination: { S: 'owner' },
            spam: { L: [] },
            marks: { L: [{ S: 'links' }] },
            status: { S: 'received' },
            expiresAt: { N: '1800000000' },
            claimedBy: { S: 'delivery-1' },
            claimedUntil: { N: '1800000000000' },
          },
        },
      },
    ]);
  });

  test('tells what is stored already', async () => {
    const stored = item({
      claimedBy: { S: 'delivery-0' },
      claimedUntil: { N: '17' },
      mailMessageId: { S: 'mail-0' },
    });
    const found = await store(refused(stored)).add(SUBMISSION, { status: 'spam', expiresAt: 0 });
    expect(found).toEqual({
      status: 'received',
      claimedBy: 'delivery-0',
      claimedUntil: 17,
      mailMessageId: 'mail-0',
    });
  });

  test('takes an old claim, which its own earlier try may have taken', async () => {
    expect(await store().claim(ID, CLAIM, 'delivery-0')).toBe(true);
    const ours = item({ claimedBy: { S: CLAIM.by } });
    expect(await store(refused(ours)).claim(ID, CLAIM, 'delivery-0')).toBe(true);
    const others = item({ claimedBy: { S: 'delivery-9' } });
    expect(await store(refused(others)).claim(ID, CLAIM, 'delivery-0')).toBe(false);
  });

  test('does not mind to release a claim that is gone', async () => {
    await expect(store(refused()).release(ID, CLAIM.by)).resolves.toBeUndefined();
  });

  test.each([
    ['recorded', { status: { S: 'mailed' }, mailMessageId: { S: 'mail-1' } }],
    ['failed', { status: { S: 'failed' }, mailMessageId: { S: 'mail-1' } }],
    ['other-mail', { status: { S: 'mailed' }, mailMessageId: { S: 'mail-0' } }],
  ])('says of a mail that it could not record: %s', async (kind, more) => {
    expect(await store(refused(item(more))).recordMail(RECORD)).toMatchObject({ kind });
  });

  test('says that nothing is stored under the id of a mail any more', async () => {
    expect(await store(refused()).recordMail(RECORD)).toEqual({ kind: 'gone' });
  });

  test('gives what is to be announced of a mail that it recorded', async () => {
    const Attributes = item({
      status: { S: 'mailed' },
      mailMessageId: { S: 'mail-1' },
      mailedAt: { S: RECORD.mailedAt },
      form: { S: 'contact' },
      receivedAt: { S: RECEIVED_AT },
      destination: { S: 'simulator' },
    });
    expect(await store({ Attributes }).recordMail(RECORD)).toEqual({
      kind: 'recorded',
      facts: {
        id: ID,
        form: 'contact',
        receivedAt: RECEIVED_AT,
        mailedAt: RECORD.mailedAt,
        destination: 'simulator',
      },
    });
  });

  const everyCall = async (answer?: Answer) => {
    const table = store(answer);
    const { call, calls } = fakeJson(answer);
    const feedback = dynamoDbFeedback(call, 'table');
    const results = await Promise.allSettled([
      table.add(SUBMISSION, { status: 'received', expiresAt: 0 }),
      table.claim(ID, CLAIM, undefined),
      table.claim(ID, CLAIM, 'delivery-0'),
      table.release(ID, CLAIM.by),
      table.release(ID, CLAIM.by, { status: 'parked', reason: 'sandbox' }),
      table.release(ID, CLAIM.by, { reason: 'access-denied' }),
      table.recordMail(RECORD),
      table.recordReceipt(ID),
      feedback.failMail(ID, 'mail-1', 'bounced'),
      feedback.markReceipt(ID, 'bounced'),
    ]);
    return { results, calls: [...table.calls, ...calls] };
  };

  test('declares every name and value that it uses, and no other', async () => {
    const { calls } = await everyCall();
    expect(calls).toHaveLength(10);
    calls.forEach(assertPlaceholders);
  });

  test('is unavailable, with the cause, when DynamoDB refuses', async () => {
    const { results } = await everyCall(DENIED);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { cause: DENIED } });
    }
  });

  test('takes a report again after a lost answer: no condition is broken by the report itself', async () => {
    const { call, calls } = fakeJson();
    const feedback = dynamoDbFeedback(call, 'table');
    await feedback.failMail(ID, 'mail-1', 'bounced');
    await feedback.markReceipt(ID, 'bounced');
    expect(calls.map(({ input }) => input['ConditionExpression'])).toEqual([
      'attribute_exists(#id) AND (attribute_not_exists(mailMessageId) OR mailMessageId = :mail)',
      'attribute_exists(#id)',
    ]);
  });

  test('tells feedback that changed nothing', async () => {
    const feedback = dynamoDbFeedback(fakeJson(refused()).call, 'table');
    expect(await feedback.failMail(ID, 'mail-1', 'bounced')).toBe(false);
    expect(await feedback.markReceipt(ID, 'bounced')).toBe(false);
  });
});

describe('status reader on DynamoDB', () => {
  test.each(SUBMISSION_STATUSES)('reads %s, and nothing of the message', async (status) => {
    const { call, calls } = fakeJson({ Item: { status: { S: status } } });
    expect(await dynamoDbStatusReader(call, 'table').statusOf(ID)).toEqual({ status });
    expect(calls[0]?.input).toMatchObject({
      ProjectionExpression: '#status, reason',
      ConsistentRead: true,
    });
  });

  test('reads why it is not mailed', async () => {
    const { call } = fakeJson({
      Item: { status: { S: 'received' }, reason: { S: 'access-denied' } },
    });
    expect(await dynamoDbStatusReader(call, 'table').statusOf(ID)).toEqual({
      status: 'received',
      reason: 'access-denied',
    });
  });

  test('knows nothing of what is not stored', async () => {
    expect(await dynamoDbStatusReader(fakeJson().call, 'table').statusOf(ID)).toBeUndefined();
  });
});

describe('queue and dead-letter queue on SQS', () => {
  test('put a copy with its delay', async () => {
    const { call, calls } = fakeJson();
    await sqsDeliveryQueue(call, 'url').put(submissionMessage(), 30);
    const MessageBody = JSON.stringify(submissionMessage());
    const input = { QueueUrl: 'url', MessageBody, DelaySeconds: 30 };
    expect(calls).toEqual([{ operation: 'SendMessage', input }]);
  });

  test('hide a message, in one try', async () => {
    const { call, calls } = fakeJson();
    await sqsDeliveryQueue(call, 'url').hide('handle', 60);
    const input = { QueueUrl: 'url', ReceiptHandle: 'handle', VisibilityTimeout: 60 };
    expect(calls).toEqual([
      { operation: 'ChangeMessageVisibility', input, options: { attempts: 1 } },
    ]);
  });

  test('put a dead letter as it is, with its reason', async () => {
    const { call, calls } = fakeJson();
    await sqsDeadLetters(call, 'url').put('{"not": json', 'malformed');
    expect(calls[0]?.input).toEqual({
      QueueUrl: 'url',
      MessageBody: '{"not": json',
      MessageAttributes: { reason: { DataType: 'String', StringValue: 'malformed' } },
    });
  });

  test('are unavailable, with the cause, when SQS refuses', async () => {
    const { call } = fakeJson(DENIED);
    const unavailable = { name: 'Unavailable', service: 'sqs', cause: DENIED };
    const queue = sqsDeliveryQueue(call, 'url');
    await expect(queue.put(submissionMessage(), 0)).rejects.toMatchObject(unavailable);
    await expect(queue.hide('handle', 1)).rejects.toMatchObject(unavailable);
    await expect(sqsDeadLetters(call, 'u').put('', 'x')).rejects.toMatchObject(unavailable);
  });
});

describe('ledger of receipts on DynamoDB', () => {
  const ledger = (answer?: Answer) => {
    const { call, calls } = fakeJson(answer);
    const now = () => new Date(RECEIVED_AT);
    const secrets = { of: (day: string) => Promise.resolve(`secret of ${day}`) };
    return { ...receiptLedger(call, { forms: FORMS, tableName: 'guard', secrets, now }), calls };
  };

  test('enters a hash of the address for its day, in one try', async () => {
    const { calls, ...receipts } = ledger();
    expect(await receipts.enter('Ada@example.org', ID)).toBe(true);
    expect(await receipts.enter('ada@EXAMPLE.org', ID)).toBe(true);
    const [first, second] = calls.map(({ input }) => input['Item'] as { key: { S: string } });
    expect(first?.key.S).toMatch(/^receipt#2026-11-23#[\w-]{43}$/);
    expect(second).toEqual(first);
    expect(JSON.stringify(calls)).not.toMatch(/ada@/i);
    expect(calls[0]?.options).toEqual({ attempts: 1 });
    calls.forEach(assertPlaceholders);
  });

  test('tells an address that was entered before', async () => {
    expect(await ledger(refused()).enter('ada@example.org', ID)).toBe(false);
  });

  test('wants receipts for the forms that ask for them', () => {
    const wanted = ['contact', 'arabic', 'gone'].filter((form) => ledger().isWanted(form));
    expect(wanted).toEqual(['contact']);
  });
});

describe('mailer on SES', () => {
  const settings = {
    sender: 'contact@example.com',
    forms: FORMS,
    messageTemplate: 'waypost-dev-message',
    receiptTemplate: 'waypost-dev-receipt',
    configurationSet: 'waypost-dev',
    receiptConfigurationSet: 'waypost-dev-receipts',
  };
  const mailer = (answer?: WireAnswer) => {
    const aws = fakeAws(answer ?? queryAnswer('SendTemplatedEmail', 'MessageId', 'mail-1'));
    const request = () => Object.fromEntries(new URLSearchParams(aws.requests[0]?.body));
    return { ...sesMailer(new SESClient(aws.settings), settings), request };
  };
  const recipients = (request: Record<string, string>) =>
    Object.entries(request)
      .filter(([name]) => name.startsWith('Destination.'))
      .map(([, address]) => address);

  test('sends the template to every recipient, to be answered to the visitor', async () => {
    const ses = mailer();
    expect(await ses.sendMessage(SUBMISSION)).toBe('mail-1');
    expect(recipients(ses.request())).toEqual(FORMS[0].recipients);
    expect(ses.request()).toMatchObject({
      Source: 'contact@example.com',
      'ReplyToAddresses.member.1': VALUES.email,
      Template: 'waypost-dev-message-en',
      ConfigurationSetName: 'waypost-dev',
      'Tags.member.1.Name': 'submission',
      'Tags.member.1.Value': ID,
      'Tags.member.2.Name': 'mail',
      'Tags.member.2.Value': 'message',
    });
  });

  test('sends in the language of the form, and for one that is gone as for the first', async () => {
    const arabic = mailer();
    await arabic.sendMessage({ ...SUBMISSION, form: 'arabic' });
    expect(arabic.request()['Template']).toBe('waypost-dev-message-ar');
    expect(recipients(arabic.request())).toEqual(['arabic@example.com']);
    const gone = mailer();
    await gone.sendMessage({ ...SUBMISSION, form: 'gone' });
    expect(gone.request()['Template']).toBe('waypost-dev-message-en');
    expect(recipients(gone.request())).toEqual(FORMS[0].recipients);
  });

  test('sends a smoke test to the mailbox simulator alone', async () => {
    const ses = mailer();
    await ses.sendMessage({ ...SUBMISSION, form: 'smoke-test', destination: 'simulator' });
    expect(recipients(ses.request())).toEqual([MAILBOX_SIMULATOR]);
  });

  test('sends a receipt with nothing that the visitor typed', async () => {
    const ses = mailer();
    await ses.sendReceipt(SUBMISSION);
    expect(recipients(ses.request())).toEqual([VALUES.email]);
    expect(ses.request()).toMatchObject({
      Template: 'waypost-dev-receipt-en',
      ConfigurationSetName: 'waypost-dev-receipts',
      'Tags.member.2.Value': 'receipt',
    });
    expect(ses.request()['TemplateData']).not.toMatch(/Ada|Hello/);
  });

  test('says what a fault asks for, with the cause', async () => {
    const ses = mailer(queryError('MessageRejected', 'Email address is not verified.'));
    const fault = { kind: 'parked', reason: 'identity-unverified' };
    const cause: unknown = expect.objectContaining({ name: 'MessageRejected' });
    await expect(ses.sendMessage(SUBMISSION)).rejects.toMatchObject({ ...fault, cause });
    await expect(ses.sendReceipt(SUBMISSION)).rejects.toMatchObject(fault);
  });

  test('does not take an answer without a message id for a success', async () => {
    const ses = mailer(queryAnswer('SendTemplatedEmail', 'Other', 'x'));
    await expect(ses.sendMessage(SUBMISSION)).rejects.toMatchObject({ kind: 'passing' });
  });
});

describe('events on SNS', () => {
  const event = { type: 'submission.mailed', form: 'contact', destination: 'owner' } as const;
  const mailed = { ...event, id: ID, receivedAt: RECEIVED_AT, mailedAt: RECORD.mailedAt };

  test('are published as JSON, with their type as an attribute to filter by', async () => {
    const aws = fakeAws(queryAnswer('Publish', 'MessageId', 'event-1'));
    await snsEvents(new SNSClient(aws.settings), 'arn:topic').publish(mailed);
    const request = Object.fromEntries(new URLSearchParams(aws.requests[0]?.body));
    expect(request).toMatchObject({
      TopicArn: 'arn:topic',
      'MessageAttributes.entry.1.Name': 'type',
      'MessageAttributes.entry.1.Value.StringValue': 'submission.mailed',
    });
    expect(JSON.parse(request['Message'] ?? '')).toEqual(mailed);
  });

  test('are unavailable, with the cause, when SNS refuses', async () => {
    const aws = fakeAws(queryError('AuthorizationError', 'no'));
    const published = snsEvents(new SNSClient(aws.settings), 'arn:topic').publish(mailed);
    await expect(published).rejects.toMatchObject({ name: 'Unavailable', service: 'sns' });
  });
});

import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import type { SQSEvent } from 'aws-lambda';
import {
  sqsDeadLetters,
  sqsDeliveryQueue,
} from '../../../lambdas/contact-form/adapters/delivery-queue';
import { dynamoDbStore } from '../../../lambdas/contact-form/adapters/dynamodb-store';
import { receiptLedger } from '../../../lambdas/contact-form/adapters/receipt-ledger';
import { sesMailer } from '../../../lambdas/contact-form/adapters/ses-mailer';
import { snsEvents } from '../../../lambdas/contact-form/adapters/sns-events';
import { exponentialBackoff } from '../../../lambdas/contact-form/core/retry-policy';
import { deliverHandler } from '../../../lambdas/contact-form/queue/deliver-handler';
import { AwsError } from '../../../lambdas/shared/aws-json';
import * as logging from '../../../lambdas/shared/logger';
import { fakeAws, queryAnswer, queryError, type WireAnswer } from './fake-aws';
import { fakeLog, ID } from './fakes';
import { FORMS, SUBMISSION, submissionMessage } from './delivery-samples';

/** In everything a visitor typed, in every address, and in every error that AWS answers. */
const MARK = 'marked-7c1e';
const VALUES = {
  name: `Ada ${MARK}`,
  email: `${MARK}@example.org`,
  message: `Hello ${MARK}`,
  phone: MARK,
};
/** SES quotes the address that it refuses. */
const QUOTE = `Email address is not verified: ${MARK}@example.org\n    at ${MARK} (1:1)`;
const MARKED = { ...SUBMISSION, values: VALUES };
const MESSAGES = [
  JSON.stringify(submissionMessage(MARKED)),
  JSON.stringify(submissionMessage({ ...MARKED, spam: ['honeypot'] })),
  JSON.stringify(submissionMessage({ ...MARKED, values: { ...VALUES, name: `${MARK}\n` } })),
  JSON.stringify({ kind: 'submission', submission: { ...MARKED, id: MARK, form: MARK } }),
  JSON.stringify({ kind: 'submission', submission: { ...MARKED, values: { [`${MARK}@`]: 1 } } }),
  MARK,
];

interface Answers {
  readonly dynamodb?: AwsError;
  readonly sqs?: AwsError;
  readonly ses?: WireAnswer;
  readonly sns?: WireAnswer;
}

/** Delivers every message with the real adapters on a fake AWS; gives what was logged and printed. */
async function run({ dynamodb, sqs, ses, sns }: Answers) {
  const { log, text } = fakeLog();
  const json = (error?: AwsError) =>
    (() => (error ? Promise.reject(error) : Promise.resolve({}))) as never;
  const now = () => new Date(SUBMISSION.receivedAt);
  const form = { ...FORMS[0], recipients: [`owner-${MARK}@example.com`] };
  const sent = queryAnswer('SendTemplatedEmail', 'MessageId', 'mail-1');
  const published = queryAnswer('Publish', 'MessageId', 'event-1');
  const handler = deliverHandler({
    store: dynamoDbStore(json(dynamodb), 'table'),
    mailer: sesMailer(new SESClient(fakeAws(ses ?? sent).settings), {
      sender: `sender-${MARK}@example.com`,
      forms: [form],
      messageTemplate: 'message',
      receiptTemplate: 'receipt',
      configurationSet: 'set',
      receiptConfigurationSet: 'receipts',
    }),
    ledger: receiptLedger(json(dynamodb), {
      forms: [form],
      tableName: 'guard',
      secrets: { of: () => Promise.resolve('secret') },
      now,
    }),
    events: snsEvents(new SNSClient(fakeAws(sns ?? published).settings), 'arn:topic'),
    queue: sqsDeliveryQueue(json(sqs), 'url'),
    deadLetters: sqsDeadLetters(json(sqs), 'url'),
    retry: exponentialBackoff(),
    newId: () => ID,
    now,
    pause: () => Promise.reject(new Error('nothing here is worth a pause')),
    retentionDays: 30,
    metrics: {
      count: (name, reason) => {
        log.info(name, { reason: reason ?? '' });
      },
      milliseconds: () => undefined,
    },
    log,
  });
  const printed: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0),
  );
  const attributes = { ApproximateReceiveCount: '1' };
  const Records = MESSAGES.map((body, index) => ({
    messageId: `queue-${index}`,
    body,
    attributes,
  }));
  try {
    await handler({ Records } as SQSEvent, {
      awsRequestId: 'request-1',
      getRemainingTimeInMillis: () => 60_000,
    });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { logged: text(), printed: printed.join('\n') };
}

const down = (name: string) => new AwsError('X', name, { cause: new Error(QUOTE) });

test.each<[string, Answers]>([
  ['all is well', {}],
  ['the queues fail', { sqs: down('AccessDenied') }],
  ['the tables fail', { dynamodb: down('ValidationException') }],
  ['the mail is parked', { ses: queryError('MessageRejected', QUOTE) }],
  ['the mail is refused', { ses: queryError('InvalidParameterValue', QUOTE) }],
  ['the event is refused', { sns: queryError('InvalidParameter', QUOTE) }],
  ['answers cannot be read', { ses: { body: QUOTE }, sns: { body: QUOTE } }],
])(
  'when %s, nothing that a visitor typed, and no address, is logged or printed',
  async (_, answers) => {
    const { logged, printed } = await run(answers);
    expect(logged.split('\n').length).toBeGreaterThan(MESSAGES.length);
    expect(logged).not.toContain(MARK);
    expect(printed).not.toContain(MARK);
  },
);

test('control: the check notices a log that tells the message of an error', async () => {
  // As if `errorFields` kept it.
  const spy = jest.spyOn(logging, 'errorFields').mockImplementation((error) => {
    const { message, cause } = error as Error;
    return { name: message + (cause instanceof Error ? cause.message : '') };
  });
  try {
    const { logged } = await run({ ses: queryError('InvalidParameterValue', QUOTE) });
    expect(logged).toContain(MARK);
  } finally {
    spy.mockRestore();
  }
});

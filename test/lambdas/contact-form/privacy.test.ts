import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import {
  dynamoDbStatusReader,
  dynamoDbStore,
} from '../../../lambdas/contact-form/adapters/dynamodb-store';
import { sesMailer } from '../../../lambdas/contact-form/adapters/ses-mailer';
import { snsEvents } from '../../../lambdas/contact-form/adapters/sns-events';
import { sqsQueue } from '../../../lambdas/contact-form/adapters/sqs-queue';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import { BODY_MAX } from '../../../lambdas/contact-form/http/parse-request';
import { statusHandler } from '../../../lambdas/contact-form/http/status-handler';
import { submitHandler } from '../../../lambdas/contact-form/http/submit-handler';
import * as logging from '../../../lambdas/shared/logger';
import { deliverHandler } from '../../../lambdas/contact-form/queue/deliver-handler';
import {
  fakeAws,
  jsonError,
  queryAnswer,
  queryError,
  sqsAnswer,
  type WireAnswer,
} from './fake-aws';
import { fakeLog, httpEvent, ID, SUBMISSION } from './fakes';

/** In everything a visitor types, and in every error that AWS answers. */
const MARK = 'marked-7c1e';
const FORM = { name: `Ada ${MARK}`, email: `${MARK}@example.org`, message: `Hello ${MARK}` };
const CONTEXT = { awsRequestId: 'request-1' };
/** SES quotes the address that it refuses. */
const QUOTE = `Email address is not verified: ${MARK}@example.org\n    at ${MARK} (1:1)`;

/** Both handlers' real adapters on one fake AWS, whose log and console output is collected. */
function flow(answers: {
  sqs?: WireAnswer;
  dynamodb?: WireAnswer;
  ses?: WireAnswer;
  sns?: WireAnswer;
}) {
  const { log, text } = fakeLog();
  const client = (...answer: Parameters<typeof fakeAws>) => fakeAws(...answer).settings;
  const dynamodb = new DynamoDBClient(client(answers.dynamodb ?? { body: '{}' }));
  const sqs = new SQSClient(client(answers.sqs ?? sqsAnswer));
  const ses = new SESClient(
    client(answers.ses ?? queryAnswer('SendTemplatedEmail', 'MessageId', 'mail-1')),
  );
  const sns = new SNSClient(client(answers.sns ?? queryAnswer('Publish', 'MessageId', 'event-1')));
  return {
    logged: text,
    submit: submitHandler({
      queue: sqsQueue(sqs, 'https://sqs.eu-west-1.amazonaws.com/111111111111/q'),
      thankYouUrl: 'https://example.com/thank-you.html',
      newId: () => ID,
      now: () => new Date(SUBMISSION.receivedAt),
      log,
    }),
    deliver: deliverHandler({
      store: dynamoDbStore(dynamodb, 'table'),
      mailer: sesMailer(ses, {
        sender: `sender-${MARK}@example.com`,
        recipients: [`owner-${MARK}@example.com`],
        template: 'message',
        configurationSet: 'set',
      }),
      events: snsEvents(sns, 'arn:aws:sns:eu-west-1:111111111111:topic'),
      now: () => new Date(),
      retentionDays: 30,
      log,
    }),
    status: statusHandler(dynamoDbStatusReader(dynamodb, 'table'), log),
  };
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const REQUESTS = [
  { contentType: JSON_TYPE, body: JSON.stringify(FORM) },
  { contentType: FORM_TYPE, body: new URLSearchParams(FORM).toString(), base64: true },
  { contentType: JSON_TYPE, body: JSON.stringify({ ...FORM, website: MARK }) },
  { contentType: JSON_TYPE, body: JSON.stringify({ ...FORM, email: MARK, name: `${MARK}\n` }) },
  { contentType: JSON_TYPE, body: JSON.stringify({ [MARK]: MARK }) },
  { contentType: JSON_TYPE, body: MARK },
  { contentType: JSON_TYPE, body: MARK.repeat(BODY_MAX) },
  { contentType: `text/${MARK}`, body: MARK },
  { contentType: JSON_TYPE, body: JSON.stringify(FORM), routeKey: ROUTES.smokeTest },
  { contentType: JSON_TYPE, body: JSON.stringify(FORM), routeKey: ROUTES.smokeTest, signed: true },
];
const MESSAGES = [
  JSON.stringify({ ...SUBMISSION, form: FORM }),
  JSON.stringify({ ...SUBMISSION, form: FORM, destination: 'simulator' }),
  JSON.stringify({ ...SUBMISSION, form: { ...FORM, email: MARK } }),
  JSON.stringify({ ...SUBMISSION, id: MARK }),
  MARK,
];
const queueEvent = {
  Records: MESSAGES.map((body, index) => ({ messageId: `queue-${index}`, body })),
} as SQSEvent;

/** Sends every request and message; gives what was logged, and what got past the log. */
async function run({ submit, deliver, status, logged }: ReturnType<typeof flow>) {
  const printed: string[] = [];
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation((...args) => {
        printed.push(args.join(' '));
      }),
    ),
    ...[process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0),
    ),
  ];
  try {
    for (const request of REQUESTS) await submit(httpEvent(request), CONTEXT);
    await deliver(queueEvent, CONTEXT);
    for (const id of [ID, MARK]) {
      await status(httpEvent({ signed: true, pathParameters: { id } }), CONTEXT);
    }
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { logged: logged(), printed: printed.join('\n') };
}

describe.each([
  ['when all is well', {}],
  ['when the queue fails', { sqs: jsonError('AccessDenied', QUOTE) }],
  ['when the table fails', { dynamodb: jsonError('ValidationException', QUOTE) }],
  ['when the mail is refused', { ses: queryError('MessageRejected', QUOTE) }],
  ['when the event is refused', { sns: queryError('InvalidParameter', QUOTE) }],
  [
    'when answers cannot be read',
    { sqs: { body: QUOTE }, ses: { body: QUOTE }, sns: { body: QUOTE } },
  ],
])('%s', (_, answers) => {
  test('nothing that a visitor typed, and no address, is logged or printed', async () => {
    const { logged, printed } = await run(flow(answers));
    expect(logged.split('\n').length).toBeGreaterThan(REQUESTS.length);
    expect(logged).not.toContain(MARK);
    expect(printed).not.toContain(MARK);
  });
});

test.each([
  ['the mail is refused', { ses: queryError('MessageRejected', QUOTE) }],
  ['the queue fails', { sqs: jsonError('AccessDenied', QUOTE) }],
])(
  'control: the check notices a log that tells the message of an error when %s',
  async (_, answers) => {
    // As if `errorFields` kept it.
    const spy = jest.spyOn(logging, 'errorFields').mockImplementation((error) => {
      const { message, cause } = error as Error;
      return { name: message + (cause instanceof Error ? cause.message : '') };
    });
    try {
      expect((await run(flow(answers))).logged).toContain(MARK);
    } finally {
      spy.mockRestore();
    }
  },
);

test('control: the check notices what is printed past the log', async () => {
  const { submit, ...others } = flow({});
  const printing: typeof submit = (event, context) => {
    console.log(event.body);
    return submit(event, context);
  };
  expect((await run({ ...others, submit: printing })).printed).toContain(MARK);
});

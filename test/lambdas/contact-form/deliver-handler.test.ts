import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { deliverHandler } from '../../../lambdas/contact-form/queue/deliver-handler';
import { MalformedMessage, parseMessage } from '../../../lambdas/contact-form/queue/parse-message';
import { fakeEvents, fakeLog, fakeMailer, fakeStore, ID, Outage, SUBMISSION } from './fakes';

function batch(...bodies: readonly unknown[]): SQSEvent {
  return {
    Records: bodies.map(
      (body, index) =>
        ({
          messageId: `queue-${index}`,
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }) as SQSRecord,
    ),
  };
}

async function receive(event: SQSEvent, { mail }: { mail?: Outage } = {}) {
  const mailer = fakeMailer(mail);
  const { log, entries } = fakeLog();
  const handler = deliverHandler({
    store: fakeStore(),
    mailer,
    events: fakeEvents(),
    now: () => new Date('2026-11-23T12:00:05.000Z'),
    retentionDays: 30,
    log,
  });
  const { batchItemFailures } = await handler(event, { awsRequestId: 'request-1' });
  return {
    failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    mails: mailer.mails,
    log: entries(),
  };
}

describe('a batch', () => {
  const other = { ...SUBMISSION, id: ID.replace('7', '8') };

  test('that is delivered reports no failures', async () => {
    const { failed, mails } = await receive(batch(SUBMISSION, other));
    expect(failed).toEqual([]);
    expect(mails).toEqual([SUBMISSION, other]);
  });

  test('reports only the messages that failed, for the queue to deliver again', async () => {
    const { failed, mails } = await receive(batch('not JSON', SUBMISSION, {}, other));
    expect(failed).toEqual(['queue-0', 'queue-2']);
    expect(mails).toEqual([SUBMISSION, other]);
  });

  test('reports a message that could not be mailed, and logs why by name', async () => {
    const rejected = Object.assign(new Error(`not verified: ada@example.org`), {
      name: 'MessageRejected',
    });
    const { failed, log } = await receive(batch(SUBMISSION), {
      mail: new Outage('ses', 1, rejected),
    });
    expect(failed).toEqual(['queue-0']);
    expect(log).toMatchObject([
      {
        level: 'error',
        event: 'submission.undelivered',
        requestId: 'request-1',
        queueMessageId: 'queue-0',
        submissionId: ID,
        error: { name: 'Unavailable', cause: { name: 'MessageRejected' } },
      },
    ]);
  });

  test('that is empty reports no failures', async () => {
    expect((await receive(batch())).failed).toEqual([]);
  });
});

describe('a queue message', () => {
  test('is read as submit wrote it', () => {
    expect(parseMessage(JSON.stringify(SUBMISSION))).toEqual(SUBMISSION);
  });

  test.each([
    ['not JSON', 'ada@example.org'],
    ['not a JSON object', '["ada@example.org"]'],
    ['id', { ...SUBMISSION, id: 'ada@example.org' }],
    ['receivedAt', { ...SUBMISSION, receivedAt: 'ada@example.org' }],
    ['destination', { ...SUBMISSION, destination: 'ada@example.org' }],
    ['form', { ...SUBMISSION, form: 'ada@example.org' }],
    [
      'form.email',
      { ...SUBMISSION, form: { ...SUBMISSION.form, email: 'ada@example.org\n' + 'x' } },
    ],
  ])('that is wrong (%s) is refused by the name of what is wrong', (part, body) => {
    const read = () => parseMessage(typeof body === 'string' ? body : JSON.stringify(body));
    expect(read).toThrow(MalformedMessage);
    expect(read).toThrow(`malformed: ${part}.`);
    expect(read).not.toThrow(/ada@example\.org/);
  });
});

import {
  MalformedMessage,
  parseMessage,
} from '../../../../lambdas/contact-form/queue/parse-message';
import { SPAM, SUBMISSION, submissionMessage, VALUES } from '../delivery-samples';

const RECORD = { id: SUBMISSION.id, mailedAt: SUBMISSION.receivedAt, mailMessageId: '0102-0a.b' };
const values = (more: object) =>
  submissionMessage({ ...SUBMISSION, values: { ...VALUES, ...more } });

describe('a queue message', () => {
  test.each([
    ['of submit', submissionMessage()],
    ['that was postponed', submissionMessage(SUBMISSION, { postponed: 12 })],
    ['that the owner released', submissionMessage(SPAM, { released: true })],
    ['with fields of an older form', values({ 'old-field': 'x\ny', news: 'yes' })],
    ['with all that an address may have', values({ email: "o'hara+x.y=z/{1}@sub.example.org" })],
    ['that records a mail', { kind: 'mailed', record: RECORD }],
  ])('%s is read as it was written', (_, message) => {
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  const wrong = (more: object) => ({ kind: 'submission', submission: { ...SUBMISSION, ...more } });
  test.each([
    ['not JSON', 'ada@example.org'],
    ['not a JSON object', '["ada@example.org"]'],
    ['kind', { submission: SUBMISSION }],
    ['submission', { kind: 'submission', submission: 'ada@example.org' }],
    ['id', wrong({ id: 'ada@example.org' })],
    ['receivedAt', wrong({ receivedAt: 'ada@example.org' })],
    ['form', wrong({ form: 'ada@example.org' })],
    ['destination', wrong({ destination: 'ada@example.org' })],
    ['spam', wrong({ spam: ['ada@example.org'] })],
    ['marks', wrong({ marks: 'ada@example.org' })],
    ['values', wrong({ values: 'ada@example.org' })],
    ['name of a value', values({ 'ada@example.org': 'x' })],
    ['values.phone', values({ phone: ['ada@example.org'] })],
    ['values.message', values({ message: undefined })],
    ['values.name', values({ name: 'Ada\r\nBcc: ada@example.org' })],
    ['values.name', values({ name: 'Ada\u2028ada@example.org' })],
    ['values.name', values({ name: '' })],
    ['values.email', values({ email: 'ada@example.org\nx' })],
    ['values.email', values({ email: 'ada@example.org, b@example.org' })],
    ['values.email', values({ email: 'Ada <ada@example.org>' })],
    ['values.email', values({ email: `${'a'.repeat(250)}@example.org` })],
    ['postponed', { ...submissionMessage(), postponed: 'ada@example.org' }],
    ['released', { ...submissionMessage(), released: 'ada@example.org' }],
    ['record', { kind: 'mailed' }],
    ['record.mailMessageId', { kind: 'mailed', record: { ...RECORD, mailMessageId: 'a b' } }],
  ])('that is wrong (%s) is refused by the name of what is wrong', (part, body) => {
    const read = () => parseMessage(typeof body === 'string' ? body : JSON.stringify(body));
    expect(read).toThrow(MalformedMessage);
    expect(read).toThrow(`malformed: ${part}.`);
    expect(read).not.toThrow(/ada@example\.org/);
  });
});

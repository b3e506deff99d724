import { Webhook as Verifier } from 'standardwebhooks';
import { requestOf } from '../../../../lambdas/webhooks/core/request';
import { SUBMISSION_MAILED } from '../../../helpers/submission-mailed';

const secret = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const WEBHOOK = { name: 'crm', form: 'contact', format: 'standard' } as const;
const notice = { type: 'submission.mailed', event: SUBMISSION_MAILED } as const;

test('is signed so that the library of the scheme takes it, with each of the secrets', () => {
  const { headers, body } = requestOf(WEBHOOK, notice, [secret(1), secret(2)], new Date());
  for (const known of [secret(1), secret(2)]) {
    expect(new Verifier(known).verify(body, headers)).toMatchObject({ type: 'submission.mailed' });
  }
});

test('control: another secret, or another body, is refused', () => {
  const { headers, body } = requestOf(WEBHOOK, notice, [secret(1)], new Date());
  expect(() => new Verifier(secret(3)).verify(body, headers)).toThrow(/No matching signature/);
  expect(() => new Verifier(secret(1)).verify(`${body} `, headers)).toThrow(
    /No matching signature/,
  );
});

test('a later try has the same id and body, and its own time', () => {
  const [first, later] = ['2026-11-24T09:15:03Z', '2026-11-24T10:15:03Z'].map((time) =>
    requestOf(WEBHOOK, notice, [secret(1)], new Date(time)),
  );
  expect(later?.body).toBe(first?.body);
  expect(later?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(later?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
});

test('a message that is mailed again has another id', () => {
  const idOf = (mailedAt: string) =>
    requestOf(
      WEBHOOK,
      { ...notice, event: { ...SUBMISSION_MAILED, mailedAt } },
      [secret(1)],
      new Date(),
    ).headers['webhook-id'];
  expect(idOf('2026-11-25T09:15:02.000Z')).not.toBe(idOf(SUBMISSION_MAILED.mailedAt));
});

test('a chat gets no signature', () => {
  const { headers } = requestOf({ ...WEBHOOK, format: 'slack' }, notice, [], new Date());
  expect(Object.keys(headers).sort()).toEqual(['content-type', 'user-agent']);
});

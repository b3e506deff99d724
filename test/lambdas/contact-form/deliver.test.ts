import { deliver } from '../../../lambdas/contact-form/core/deliver';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import { fakeEvents, fakeMailer, fakeStore, ID, Outage, RECEIVED_AT, SUBMISSION } from './fakes';

const MAILED_AT = '2026-11-23T12:00:05.000Z';
const RETENTION_DAYS = 30;
const ANNOUNCEMENT = {
  type: 'submission.mailed',
  id: ID,
  receivedAt: RECEIVED_AT,
  mailedAt: MAILED_AT,
  destination: 'owner',
};

function world(
  outages: { save?: Outage; markMailed?: Outage; mail?: Outage; event?: Outage } = {},
) {
  const store = fakeStore(outages);
  const mailer = fakeMailer(outages.mail);
  const events = fakeEvents(outages.event);
  let now = new Date(MAILED_AT);
  return {
    store,
    mailer,
    events,
    setTime: (iso: string) => {
      now = new Date(iso);
    },
    deliver: () => deliver(SUBMISSION, RETENTION_DAYS, { store, mailer, events, now: () => now }),
  };
}

describe('delivery', () => {
  test('stores the submission, mails it, records the mail and announces it', async () => {
    const { store, mailer, events, deliver } = world();
    expect(await deliver()).toEqual({ kind: 'mailed', mailMessageId: 'mail-1' });
    expect(store.items.get(ID)).toEqual({
      submission: SUBMISSION,
      expiresAt: Date.parse('2026-12-23T12:00:00.000Z') / 1000,
      mailedAt: MAILED_AT,
      mailMessageId: 'mail-1',
    });
    expect(mailer.mails).toEqual([SUBMISSION]);
    expect(events.published).toEqual([ANNOUNCEMENT]);
  });

  test('announces nothing personal', async () => {
    const { events, deliver } = world();
    await deliver();
    const announced = JSON.stringify(events.published);
    for (const value of Object.values(SUBMISSION.form)) expect(announced).not.toContain(value);
  });

  test('mails once when the queue delivers twice, and announces the first mail again', async () => {
    const { mailer, events, deliver, setTime } = world();
    await deliver();
    setTime('2026-11-23T13:00:00.000Z');
    expect(await deliver()).toEqual({ kind: 'mailed-before' });
    expect(mailer.mails).toHaveLength(1);
    expect(events.published).toEqual([ANNOUNCEMENT, ANNOUNCEMENT]);
  });

  test('sends the announcement that failed when the queue delivers again', async () => {
    const { mailer, events, deliver, setTime } = world({ event: new Outage('sns', 1) });
    await expect(deliver()).rejects.toThrow(Unavailable);
    setTime('2026-11-23T13:00:00.000Z');
    await deliver();
    expect(mailer.mails).toHaveLength(1);
    expect(events.published).toEqual([ANNOUNCEMENT]);
  });

  test('neither mails nor announces what it could not store', async () => {
    const { mailer, events, deliver } = world({ save: new Outage('dynamodb') });
    await expect(deliver()).rejects.toMatchObject({ code: 'UNAVAILABLE', service: 'dynamodb' });
    expect(mailer.mails).toEqual([]);
    expect(events.published).toEqual([]);
  });

  test('keeps the submission and announces nothing when the mail fails, then mails it', async () => {
    const { store, events, deliver } = world({ mail: new Outage('ses', 1) });
    await expect(deliver()).rejects.toMatchObject({ service: 'ses' });
    expect(store.items.get(ID)).not.toHaveProperty('mailedAt');
    expect(events.published).toEqual([]);
    expect(await deliver()).toMatchObject({ kind: 'mailed' });
    expect(events.published).toEqual([ANNOUNCEMENT]);
  });

  test('would rather mail twice than not at all when the mail could not be recorded', async () => {
    const { mailer, events, deliver } = world({ markMailed: new Outage('dynamodb', 1) });
    await expect(deliver()).rejects.toThrow(Unavailable);
    expect(await deliver()).toMatchObject({ kind: 'mailed' });
    expect(mailer.mails).toHaveLength(2);
    expect(events.published).toEqual([ANNOUNCEMENT]);
  });

  test('announces one time once when two deliveries run at once', async () => {
    const { store, events, deliver } = world();
    const kinds = (await Promise.all([deliver(), deliver()])).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['mailed', 'mailed-twice']);
    expect(store.items.size).toBe(1);
    expect(events.published).toEqual([ANNOUNCEMENT]);
  });
});

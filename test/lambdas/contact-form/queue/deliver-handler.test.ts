import type { QueueMessage } from '../../../../lambdas/contact-form/submission';
import { ID, RECEIVED_AT, SPAM, SUBMISSION, submissionMessage } from '../delivery-samples';
import { type Fault, World } from '../delivery-world';

/** Hands one message out once. */
async function once(message: QueueMessage | string, faults: readonly Fault[] = [], receives = 0) {
  const world = new World(faults);
  world.put(message);
  for (const queued of world.queue.values()) queued.receives = receives;
  await world.round();
  return {
    world,
    counted: world.counted,
    item: world.items.get(ID),
    waiting: [...world.queue.values()].map(({ body, visibleAt }) => ({
      body: JSON.parse(body) as QueueMessage,
      seconds: (visibleAt - world.now) / 1000,
    })),
    logged: () => world.logged.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('a message', () => {
  test('is stored, mailed, announced and acknowledged', async () => {
    const { world, item, waiting, counted } = await once(submissionMessage());
    expect(waiting).toEqual([]);
    expect(item).toMatchObject({ status: 'mailed', submission: SUBMISSION, mailedAt: RECEIVED_AT });
    expect(item?.expiresAt).toBe(Date.parse('2026-12-23T12:00:00.000Z') / 1000);
    expect(item).not.toHaveProperty('claimedBy');
    expect(counted).toEqual([
      { name: 'Mailed' },
      { name: 'DeliveryDelay' },
      { name: 'ReceiptSent' },
    ]);
    expect(world.events).toEqual([
      {
        type: 'submission.mailed',
        id: ID,
        form: 'contact',
        receivedAt: RECEIVED_AT,
        mailedAt: RECEIVED_AT,
        destination: 'owner',
      },
    ]);
  });

  test('that is malformed goes to the dead-letter queue with the reason', async () => {
    const { world, counted, logged } = await once('ada@example.org');
    expect(world.deadLetters).toEqual([{ body: 'ada@example.org', reason: 'malformed' }]);
    expect(world.queue.size).toBe(0);
    expect(counted).toEqual([{ name: 'Failed', reason: 'malformed' }]);
    expect(JSON.stringify(logged())).not.toContain('ada@');
  });

  test('that has expired is neither stored nor mailed, and logged by id', async () => {
    const old = { ...SUBMISSION, receivedAt: '2026-10-24T12:00:00.000Z' };
    const { world, counted, logged } = await once(submissionMessage(old));
    expect(world.calls).toEqual([]);
    expect(counted).toEqual([{ name: 'Failed', reason: 'expired' }]);
    expect(logged()).toMatchObject([
      { level: 'error', event: 'submission.expired', submissionId: ID },
    ]);
  });

  test('that is spam is stored and not mailed', async () => {
    const { world, item, counted } = await once(submissionMessage(SPAM));
    expect(world.calls).toEqual(['add']);
    expect(item).toMatchObject({ status: 'spam' });
    expect(counted).toEqual([{ name: 'Spam', reason: 'honeypot' }]);
  });

  test('that is spam is mailed once the owner has released it, without a receipt', async () => {
    const { world } = await once(submissionMessage(SPAM));
    world.put(submissionMessage(SPAM, { released: true }));
    world.put(submissionMessage(SPAM, { released: true }));
    await world.drain();
    expect(world.mails).toHaveLength(1);
    expect(world.receipts).toEqual([]);
  });

  test('whose mail SES reported failed is mailed again only when it is released', async () => {
    const { world } = await once(submissionMessage());
    const item = world.items.get(ID);
    if (!item) throw new Error('not stored');
    world.items.set(ID, { ...item, status: 'failed', reason: 'rendering-failure' });
    world.put(submissionMessage());
    await world.drain();
    expect(world.mails).toHaveLength(1);
    world.put(submissionMessage(SUBMISSION, { released: true }));
    await world.drain();
    expect(world.mails).toHaveLength(2);
  });
});

describe('a mail', () => {
  /** Hands the message out once, while SES takes so long. */
  async function mailed(sendingMs: number, faults: readonly Fault[] = []) {
    const world = new World(faults);
    world.took = (call) => (call === 'sendMessage' ? sendingMs : 0);
    world.put(submissionMessage());
    await world.round();
    return { world, events: () => world.logged.map((line) => (JSON.parse(line) as Line).event) };
  }
  interface Line {
    readonly event: string;
  }

  test('that is recorded in the queue, as the table fails, is announced once the table has it', async () => {
    const { world, events } = await mailed(5_000, ['ok', 'ok', 'refused']);
    const record = { id: ID, mailedAt: '2026-11-23T12:00:05.000Z', mailMessageId: 'mail-3' };
    expect([...world.queue.values()].map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { kind: 'mailed', record },
    ]);
    expect(world.delays).toEqual([5_000]);
    expect(events()).toEqual(['record.failed', 'submission.mailed']);
    expect(world.events).toEqual([]);
    await world.drain();
    expect(events().slice(2)).toEqual(['submission.recorded']);
    expect(world.events).toMatchObject([{ id: ID, mailedAt: record.mailedAt }]);
  });

  test('is announced again, with the time of the mail, where its message comes again', async () => {
    const { world, events } = await mailed(5_000);
    world.put(submissionMessage());
    await world.drain();
    expect(events()).toContain('submission.mailed-before');
    expect(world.events).toEqual(Array(2).fill(world.events[0]));
    expect(world.events[0]?.mailedAt).toBe('2026-11-23T12:00:05.000Z');
  });

  test('beside another one of the same message is told, and not announced', async () => {
    const { world, events } = await mailed(0);
    const record = { id: ID, mailedAt: RECEIVED_AT, mailMessageId: 'another' };
    world.put({ kind: 'mailed', record });
    await world.drain();
    expect(events().at(-1)).toBe('submission.mailed-twice');
    expect(world.events).toHaveLength(1);
  });

  test.each([
    [29_000, ['ada@example.org']],
    [29_001, []],
  ])('that took SES %d ms leaves time for a receipt, or none', async (ms, receipts) => {
    const { world, events } = await mailed(ms);
    expect(world.receipts).toEqual(receipts);
    expect(events().includes('receipt.skipped')).toBe(receipts.length === 0);
    expect(world.queue.size).toBe(0);
  });

  test('that SES did not take waits, even if its claim cannot be ended', async () => {
    const { world, events } = await mailed(0, ['ok', 'parked', 'refused']);
    expect(events()).toEqual(['release.failed', 'submission.postponed']);
    expect(world.queue.size).toBe(1);
  });

  test('that is spam is stored once', async () => {
    const { world, logged } = await once(submissionMessage(SPAM));
    world.put(submissionMessage(SPAM));
    await world.drain();
    expect(logged().map(({ event }) => event)).toEqual([
      'submission.spam',
      'submission.spam-before',
    ]);
    expect(world.mails).toEqual([]);
  });
});

describe('a message that SES may not send yet', () => {
  test.each([
    ['throttled', 'received', 'Retried', 2],
    ['parked', 'parked', 'Parked', 31],
  ] as const)(
    '(%s) comes back as a copy that has not failed',
    async (fault, status, name, wait) => {
      const faults: Fault[] = ['ok', fault];
      const { item, waiting, counted, world } = await once(submissionMessage(), faults, 9);
      expect(item).toMatchObject({ status });
      expect(item).not.toHaveProperty('claimedBy');
      const copy = submissionMessage(SUBMISSION, { postponed: 1 });
      expect(waiting).toEqual([{ body: copy, seconds: wait }]);
      expect([...world.queue.values()].map(({ receives }) => receives)).toEqual([0]);
      expect(counted).toEqual([{ name }]);
    },
  );

  test('keeps that it is released', async () => {
    const released = submissionMessage(SPAM, { released: true, postponed: 3 });
    const { waiting } = await once(released, ['ok', 'parked']);
    expect(waiting[0]?.body).toEqual({ ...released, postponed: 4 });
  });

  test('comes back itself when the copy cannot be put', async () => {
    const faults: Fault[] = ['ok', 'parked', 'ok', 'refused'];
    const { waiting, logged } = await once(submissionMessage(), faults);
    expect(waiting).toEqual([{ body: submissionMessage(), seconds: 45 }]);
    expect(logged()).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'queue.failed' }),
    );
  });
});

describe('a message that is not mailed in time', () => {
  const minutesOld = (minutes: number) => ({
    ...SUBMISSION,
    receivedAt: new Date(Date.parse(RECEIVED_AT) - minutes * 60_000).toISOString(),
  });
  const late = (counted: readonly { name: string }[]) =>
    counted.filter(({ name }) => name === 'Late');

  test.each<[string, readonly Fault[]]>([
    ['mailed late', []],
    ['parked', ['ok', 'parked']],
    ['throttled', ['ok', 'throttled']],
    ['retried because of SES', ['ok', 'refused']],
    ['mailed late, and announced later', ['ok', 'ok', 'ok', 'refused']],
  ])('(%s) counts as late once a try', async (_, faults) => {
    const { counted } = await once(submissionMessage(minutesOld(6)), faults);
    expect(late(counted)).toEqual([{ name: 'Late' }]);
  });

  test.each<[string, readonly Fault[]]>([
    ['mailed', []],
    ['parked', ['ok', 'parked']],
  ])('(%s) is in time for five minutes', async (_, faults) => {
    const { counted } = await once(submissionMessage(minutesOld(4)), faults);
    expect(late(counted)).toEqual([]);
  });

  test('because it was spam until the owner released it, is not late', async () => {
    const { counted } = await once(submissionMessage(minutesOld(60), { released: true }));
    expect(late(counted)).toEqual([]);
  });

  test('because it is given up counts as failed alone', async () => {
    const { counted } = await once(submissionMessage(minutesOld(60)), ['ok', 'permanent']);
    expect(counted.map(({ name }) => name)).toEqual(['Failed']);
  });
});

describe('a message that fails', () => {
  test.each([
    ['the table', ['refused'], 'dynamodb'],
    ['SES', ['ok', 'refused'], 'ses-passing'],
    ['the topic', ['ok', 'ok', 'ok', 'refused'], 'sns'],
  ] as const)('because of %s comes back later', async (_, faults, reason) => {
    const { waiting, counted, logged } = await once(submissionMessage(), faults);
    expect(waiting).toEqual([{ body: submissionMessage(), seconds: 45 }]);
    expect(counted).toContainEqual({ name: 'Retried' });
    expect(logged()).toContainEqual(
      expect.objectContaining({ event: 'submission.retried', reason }),
    );
  });

  test('because of SES says so in the table, until it is mailed', async () => {
    const { world, item } = await once(submissionMessage(), ['ok', 'refused']);
    expect(item).toMatchObject({ status: 'received', reason: 'ses-passing' });
    await world.drain();
    expect(world.items.get(ID)).toMatchObject({ status: 'mailed' });
    expect(world.items.get(ID)).not.toHaveProperty('reason');
  });

  test.each([
    ['the table', ['refused'], 'dynamodb', undefined],
    ['SES', ['ok', 'refused'], 'ses-passing', 'failed'],
    ['the topic', ['ok', 'ok', 'ok', 'refused'], 'sns', 'mailed'],
  ] as const)(
    'because of %s on its last try is a dead letter',
    async (_, faults, reason, status) => {
      const { world, item, counted } = await once(submissionMessage(), faults, 9);
      expect(world.deadLetters).toEqual([{ body: JSON.stringify(submissionMessage()), reason }]);
      expect(item?.status).toBe(status);
      expect(counted).toContainEqual({ name: 'Failed', reason });
    },
  );

  test('for good is a dead letter at once, and failed in the table', async () => {
    const { world, item } = await once(submissionMessage(), ['ok', 'permanent']);
    expect(item).toMatchObject({ status: 'failed', reason: 'ses-permanent' });
    expect(world.deadLetters).toMatchObject([{ reason: 'ses-permanent' }]);
    expect(world.queue.size).toBe(0);
  });

  test('and cannot be a dead letter comes back, and is not counted yet', async () => {
    const faults: Fault[] = ['ok', 'permanent', 'ok', 'refused'];
    const { world, counted } = await once(submissionMessage(), faults);
    expect(world.queue.size).toBe(1);
    expect(counted).toEqual([]);
  });
});

describe('a message that another delivery is at work on', () => {
  test.each([
    ['comes back when that one has ended for certain', 0],
    ['is put back as a copy on its last try', 9],
  ])('%s', async (_, receives) => {
    // The first one dies while SES has the mail.
    const world = new World(['ok', 'die-before']);
    world.put(submissionMessage());
    await world.round();
    world.queue.clear();
    world.put(submissionMessage());
    for (const queued of world.queue.values()) queued.receives = receives;
    await world.round();
    const waits = [...world.queue.values()].map(({ visibleAt }) => (visibleAt - world.now) / 1000);
    expect(waits).toEqual([61]);
    expect(world.deadLetters).toEqual([]);
    await world.drain();
    expect(world.mails).toHaveLength(1);
  });
});

describe('a receipt', () => {
  test.each([
    ['of a smoke test', { ...SUBMISSION, destination: 'simulator' as const }],
    ['of a message with many links', { ...SUBMISSION, marks: ['links' as const] }],
    ['of a form without receipts', { ...SUBMISSION, form: 'arabic' }],
    ['of a form that is gone', { ...SUBMISSION, form: 'gone' }],
  ])('is not sent %s', async (_, submission) => {
    const { world } = await once(submissionMessage(submission));
    expect(world.mails).toHaveLength(1);
    expect(world.calls).not.toContain('sendReceipt');
  });

  test('is sent once to an address on a day', async () => {
    const { world } = await once(submissionMessage());
    world.put(submissionMessage({ ...SUBMISSION, id: ID.replace('7', '8') }));
    await world.drain();
    expect(world.mails).toHaveLength(2);
    expect(world.receipts).toEqual([SUBMISSION.values.email]);
  });

  test('that fails is logged, and fails nothing', async () => {
    const { world, logged } = await once(submissionMessage(), [
      ...Array<Fault>(5).fill('ok'),
      'refused',
    ]);
    expect(world.queue.size).toBe(0);
    expect(logged()).toContainEqual(expect.objectContaining({ event: 'receipt.failed' }));
  });
});

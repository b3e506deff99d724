import { ids, queued, stored, submissions, type World } from './fakes';

const from = (email: string, id: string = ids.mailed, message = 'Hello') =>
  stored({ id, values: { name: 'X', email, message } });
const other = from('bob@example.net', ids.spam, 'I know Ada@Example.org');
const erased = from('Ada@EXAMPLE.org');

const world: World = {
  submissions: [
    erased,
    other,
    stored({ ...from('ada@example.org', ids.failed), expiresAt: '2026-11-01T00:00:00.000Z' }),
  ],
  queue: [queued(erased), queued(other)],
  deadLetters: ['{"email":"ADA@example.org"}', 'malformed, of somebody', queued(erased)],
  receipts: [
    ['2026-11-24', 'ada@example.org'],
    ['2026-11-23', 'ada@example.org'],
    ['2026-11-24', 'bob@example.net'],
  ],
  outOfReach: { inFlight: 2, delayed: 1 },
  pointInTimeRecovery: true,
};

describe('submissions erase', () => {
  test('removes what there is of an address, in any case, and nothing of another', async () => {
    const { code, table, queue, deadLetters, receipts } = await submissions(
      'erase dev ada@Example.ORG --yes',
      world,
    );
    expect(code).toBe(0);
    expect([...table.keys()]).toEqual([ids.spam]);
    expect(queue.bodies).toEqual([queued(other)]);
    expect(deadLetters.bodies).toEqual(['malformed, of somebody']);
    expect([...receipts]).toEqual(['2026-11-24 bob@example.net']);
  });

  test('takes an internationalised domain in either spelling', async () => {
    const world: World = {
      submissions: [
        from('jane@xn--mller-kva.de'),
        from('bob@example.net', ids.spam, 'Ask Jane@Müller.de'),
      ],
    };
    for (const typed of ['jane@müller.de', 'jane@xn--mller-kva.de']) {
      const { code, table, stdout } = await submissions(`erase dev ${typed} --yes`, world);
      expect(code).toBe(0);
      expect([...table.keys()]).toEqual([ids.spam]);
      expect(stdout).toContain('though their text or your note names this one');
    }
  });

  test("names a message of somebody else that the owner's note names the address in", async () => {
    const noted = {
      ...from('bob@example.net', ids.spam),
      note: 'write to Ada@example.org instead',
    };
    const { table, stdout } = await submissions('erase dev ada@example.org --yes --json', {
      submissions: [noted],
    });
    expect([...table.keys()]).toEqual([ids.spam]);
    expect(JSON.parse(stdout)).toMatchObject({ mentionedIn: [ids.spam] });
  });

  test('clears the queues before the table, so that nothing comes back', async () => {
    const { log } = await submissions('erase dev ada@example.org --yes', world);
    expect(log).toEqual([
      'delete from queue',
      'delete from dead letters',
      'delete from dead letters',
      'delete from table',
      'delete from table',
    ]);
  });

  test('says what it did and what it cannot reach', async () => {
    const { stdout } = await submissions('erase dev ada@example.org --yes', world);
    expect(stdout.split('\n')).toEqual([
      'Erased from ada@example.org in dev:',
      '  2 submissions in the table',
      `    ${ids.mailed}`,
      `    ${ids.failed}`,
      '  1 message in the queue',
      '  2 messages in the dead-letter queue',
      '  2 records of receipts of today and yesterday (a hash each)',
      '',
      'Kept, because they are from other addresses, though their text or your note names this one:',
      `  ${ids.spam}`,
      '',
      'Out of reach:',
      '  Messages in flight: 2 being delivered or waiting for a retry, 1 delayed. Nobody can',
      '    look into them now. Run this again in 15 minutes.',
      "  Mail: 2 of the erased submissions had been mailed. Delete such mail in the recipients' mailboxes.",
      '  Point-in-time recovery is on: for 30 days from now the table can be restored as it was. Erase again after you restore.',
      '  Backups: none daily. One that you made yourself may still have it.',
      '  Reports of SES on its mails: a report that could not be recorded stays in the dead-letter queue of feedback, 14 days at most.',
      '  SES suppression list: it has the address if mail to it bounced or got a complaint. To remove it:',
      '    aws sesv2 delete-suppressed-destination --region eu-west-1 --email-address ada@example.org',
      'The logs hold no addresses and no text of messages.',
      '',
    ]);
  });

  test('--json reports the same on stdout alone', async () => {
    const { stdout, stderr } = await submissions('erase dev ada@example.org --yes --json', world);
    expect(JSON.parse(stdout)).toEqual({
      environment: 'dev',
      region: 'eu-west-1',
      email: 'ada@example.org',
      erased: {
        submissions: [ids.mailed, ids.failed],
        queuedMessages: 1,
        deadLetters: 2,
        receipts: 2,
      },
      mentionedIn: [ids.spam],
      outOfReach: {
        inFlight: 2,
        delayed: 1,
        mailed: 2,
        pointInTimeRecovery: true,
        recoveryDays: 30,
        backupDays: 0,
      },
    });
    expect(stderr).toBe('');
  });

  test('says how long the daily backups of production still have it', async () => {
    const ofProd = { ...world, account: '333333333333' };
    const { stdout } = await submissions('erase prod ada@example.org --yes', ofProd);
    expect(stdout).toContain('for 35 days from now the table can be restored');
    expect(stdout).toContain('the last backup of AWS Backup that has it is deleted in 35 days.');
  });

  test('quotes an address that a shell would not take as it is', async () => {
    const { stdout } = await submissions("erase dev o'x;y@example.org --yes");
    expect(stdout).toContain("--email-address 'o'\\''x;y@example.org'\n");
  });

  test('goes on when the address is typed again', async () => {
    const { code, table } = await submissions('erase dev ada@example.org', {
      ...world,
      answer: 'ada@example.org',
    });
    expect(code).toBe(0);
    expect([...table.keys()]).toEqual([ids.spam]);
  });

  test.each([
    ['another answer', 'yes', 'what you typed is another address'],
    ['nobody to ask', undefined, 'Add --yes'],
  ])('erases nothing with %s', async (_, answer, message) => {
    const { code, log, stdout, stderr } = await submissions('erase dev ada@example.org', {
      ...world,
      ...(answer !== undefined && { answer }),
    });
    expect({ code, log, stdout }).toEqual({ code: 1, log: [], stdout: '' });
    expect(stderr).toContain('Nothing was erased');
    expect(stderr).toContain(message);
  });
});

import { ids, stored, submissions } from './fakes';

const mailed = stored();
const spam = stored({
  id: ids.spam,
  receivedAt: '2026-11-23T08:00:00.000Z',
  status: 'spam',
  spam: ['honeypot', 'too-fast'],
  values: { name: 'Bot', email: 'bot@example.net', message: 'buy' },
});
const failed = stored({
  id: ids.failed,
  receivedAt: '2026-11-24T10:00:00.000Z',
  form: 'quote',
  status: 'failed',
  reason: 'MessageRejected',
  marks: ['links'],
  receipt: 'bounced',
});
const world = { submissions: [mailed, spam, failed] };

const listed = (stdout: string) =>
  stdout
    .split('\n')
    .slice(1, -1)
    .map((row) => row.slice(0, 36));

describe('submissions list', () => {
  test('shows the newest first, each with why it is spam or failed', async () => {
    const { code, stdout, stderr } = await submissions('list dev', world);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'ID                                    RECEIVED              FORM     STATUS  HANDLED  NOTES',
        `${ids.failed}  2026-11-24 10:00 UTC  quote    failed           MessageRejected, links, receipt bounced`,
        `${ids.mailed}  2026-11-24 09:15 UTC  contact  mailed`,
        `${ids.spam}  2026-11-23 08:00 UTC  contact  spam             honeypot, too-fast`,
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('3 submissions in dev');
  });

  test('names people on a terminal, and not where a log may keep it', async () => {
    const onScreen = await submissions('list dev', { ...world, isScreen: true });
    expect(onScreen.stdout).toContain('Ada <ada@example.org>');
    const piped = await submissions('list dev', world);
    expect(piped.stdout + piped.stderr).not.toMatch(/Ada|example/);
  });

  test.each([
    ['--status spam', [ids.spam]],
    ['--form quote', [ids.failed]],
    ['--since 2026-11-24', [ids.failed, ids.mailed]],
    ['--since 2026-11-24T11:00:00+01:00', [ids.failed]],
    ['--form contact --status mailed', [ids.mailed]],
    ['--form none', []],
  ])('%s shows only these', async (filter, expected) => {
    const { stdout, stderr } = await submissions(`list dev ${filter}`, world);
    expect(listed(stdout)).toEqual(expected);
    expect(stderr).toMatch(/that match$/);
  });

  test('--json is all there is about each on stdout, and nothing else', async () => {
    const { stdout, stderr } = await submissions('list dev --json', world);
    expect(JSON.parse(stdout)).toEqual([failed, mailed, spam]);
    expect(stderr).toBe('');
  });

  test('--json of nothing is an empty list', async () => {
    expect(JSON.parse((await submissions('list dev --json')).stdout)).toEqual([]);
  });

  test('leaves out what has expired and DynamoDB has not deleted yet', async () => {
    const expired = stored({ expiresAt: '2026-11-24T11:59:59.000Z' });
    const { stdout, stderr } = await submissions('list dev', { submissions: [expired] });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'no submissions in dev' });
  });

  test('shows what a stranger typed without letting the terminal obey it', async () => {
    const values = { name: 'a\u001b[2Jb\u202ec\nd', email: 'x@example.org', message: '' };
    const { stdout } = await submissions('list dev', {
      submissions: [stored({ values })],
      isScreen: true,
    });
    expect(stdout).toContain('a\ufffd[2Jb\ufffdc\ufffdd <x@example.org>\n');
  });
});

describe('submissions show', () => {
  test('shows the facts, the form’s own fields and the message with its line breaks', async () => {
    const values = { ...mailed.values, phone: '1\n2', message: 'Hello\nthere\u001b[0m' };
    const { code, stdout } = await submissions(`show dev ${ids.mailed}`, {
      submissions: [stored({ values, marks: ['links'] })],
    });
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `id          ${ids.mailed}`,
      'received    2026-11-24 09:15 UTC',
      'form        contact',
      'status      mailed',
      'notes       links',
      'mailed      2026-11-24 09:15 UTC (SES ses-1)',
      'kept until  2027-11-24 09:15 UTC',
      'name        Ada',
      'email       ada@example.org',
      'phone       1',
      '            2',
      '',
      'Hello',
      'there\ufffd[0m',
      '',
    ]);
  });

  test('--json is the submission', async () => {
    const { stdout } = await submissions(`show dev ${ids.spam} --json`, world);
    expect(JSON.parse(stdout)).toEqual(spam);
  });

  test('tells that there is none, and how to see what there is', async () => {
    const { code, stdout, stderr } = await submissions('show dev no-such-id', world);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('no submission "no-such-id" in dev');
    expect(stderr).toContain('npx waypost submissions list dev');
  });
});

import { SUBMISSION_STATUSES } from '../../../lambdas/contact-form/submission';
import { OWNER_ROUTES, PAGE_ROUTES } from '../../../lambdas/submissions/contract';
import { LARGEST_EXPORT, MOST_ROWS } from '../../../lambdas/submissions/http/owner-actions';
import { ids, NOW, queued, stored, unmailed } from '../../bin/commands/submissions/fakes';
import { PERSON, pageWorld, SIGN_IN } from './page-world';

const { list, show, handle, spam, export: exporting, erase } = OWNER_ROUTES;

const ada = stored();
const held = unmailed({
  id: ids.spam,
  status: 'spam',
  spam: ['honeypot'],
  receivedAt: '2026-11-23T09:15:00.000Z',
  values: { name: 'Bot', email: 'bot@example.net', message: 'Buy <b>now</b>' },
});
const world = { submissions: [ada, held] };
const line = (event: string, more: object = {}) => ({
  level: 'info',
  event,
  requestId: 'api-1',
  person: PERSON,
  ...more,
});

describe("owner's page", () => {
  test.each(Object.values(OWNER_ROUTES))(
    '%s answers nobody who is not signed in',
    async (route) => {
      const { ask, log } = pageWorld(world);
      const answer = await ask(route, { id: ada.id, person: null });
      expect([answer.status, answer.text]).toEqual([401, '{"message":"Sign in first."}']);
      expect(log()).toEqual([]);
    },
  );

  test.each(Object.values(PAGE_ROUTES))('%s is for everyone, and holds no data', async (route) => {
    const { ask, log } = pageWorld(world);
    const { status, text } = await ask(route, { person: null });
    expect(status).toBe(200);
    expect(text).not.toContain('Ada');
    expect(log()).toEqual([]);
  });

  test('knows where to sign in, and asks nobody else', async () => {
    const { headers, text } = await pageWorld().ask(PAGE_ROUTES.page);
    expect(text).toContain(`data-sign-in="${SIGN_IN}" data-client="client-1"`);
    expect(text).not.toContain('{{');
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toContain(`connect-src 'self' ${SIGN_IN};`);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(text).not.toMatch(/https?:\/\/(?!owners-1)/);
    expect(text).not.toMatch(/<script(?![^>]*src="\/)|<style|\son\w+=|style=/);
  });

  test('offers each status, and a longest search and note, that its routes take', async () => {
    const { ask } = pageWorld(world);
    const { text: html } = await ask(PAGE_ROUTES.page);
    const [, select = ''] = /<select id="state"([^]*?)<\/select>/.exec(html) ?? [];
    const offered = [...select.matchAll(/<option>(\w+)</g)].map(([, status = '']) => status);
    expect(offered.toSorted()).toEqual([...SUBMISSION_STATUSES].sort());
    const longest = (id: string) =>
      'a'.repeat(Number(new RegExp(`id="${id}"[^>]*maxlength="(\\d+)"`).exec(html)?.[1]));
    const search = (text: string) => ask(list, { query: { text } });
    const note = (text: string) => ask(handle, { id: ada.id, body: { handled: true, note: text } });
    expect((await search(longest('text'))).status).toBe(200);
    expect((await search(`${longest('text')}a`)).status).toBe(400);
    expect((await note(longest('note'))).status).toBe(200);
    expect((await note(`${longest('note')}a`)).status).toBe(400);
  });

  test('answers what is not there with 404, in words', async () => {
    expect((await pageWorld(world).ask('GET /nothing')).status).toBe(404);
    for (const [route, body] of [
      [show, undefined],
      [handle, { handled: true }],
      [spam, { spam: true }],
      [spam, { spam: false }],
    ] as const) {
      const { status, json } = await pageWorld(world).ask(route, { id: 'nothing', body });
      expect([status, json]).toEqual([
        404,
        { message: 'There is no such message. It may have expired or been erased.' },
      ]);
    }
  });

  test('says that AWS did not answer, and logs no text of an error', async () => {
    const failing = pageWorld({ submissions: [ada] });
    failing.table.get = () => {
      throw new Error('visitor@example.org');
    };
    const answer = await failing.ask(show, { id: ada.id });
    expect([answer.status, answer.json]).toEqual([
      503,
      { message: 'AWS did not answer. Try again in a minute.' },
    ]);
    expect(failing.log()).toMatchObject([{ event: 'page.failed', person: PERSON }]);
    expect(failing.lines.join()).not.toContain('visitor@example.org');
  });

  test.each([undefined, null, 7, 'text', [], { body: '{' }])(
    'answers an event of another shape: %j',
    async (event) => {
      const { statusCode } = await pageWorld(world).handler(event);
      expect(statusCode).toBe(401);
    },
  );
});

describe('list', () => {
  test('has the newest first, without messages', async () => {
    const { ask, log } = pageWorld(world);
    const { json, text } = await ask(list);
    expect(json).toEqual({
      total: 2,
      submissions: [
        {
          id: ada.id,
          receivedAt: ada.receivedAt,
          form: 'contact',
          status: 'mailed',
          notes: [],
          name: 'Ada',
          email: 'ada@example.org',
        },
        expect.objectContaining({ id: held.id, notes: ['honeypot'] }),
      ],
    });
    expect(text).not.toContain('Hello');
    expect(log()).toEqual([line('submissions.listed', { count: 2 })]);
  });

  test.each([
    [{ text: 'BUY' }, [held.id]],
    [{ text: 'ada@' }, [ada.id]],
    [{ text: 'ﬁnd' }, []],
    [{ status: 'spam' }, [held.id]],
    [{ form: 'quote' }, []],
    [{ since: '2026-11-24' }, [ada.id]],
    [{ handled: 'true' }, []],
    [{ handled: 'false', status: '', form: '', since: '', text: ' ' }, [ada.id, held.id]],
  ])('finds by %j', async (query, found) => {
    const { json } = await pageWorld(world).ask(list, { query });
    expect(json.submissions.map(({ id }: { id: string }) => id)).toEqual(found);
  });

  test('logs nothing of what is searched for', async () => {
    const { ask, lines } = pageWorld(world);
    await ask(list, { query: { text: 'ada@example.org' } });
    expect(lines.join()).not.toContain('ada');
  });

  test.each([
    [{ status: 'lost' }, 'status: one of received, parked, mailed, failed, spam'],
    [{ since: 'yesterday' }, 'since: a day, such as 2026-11-24'],
    [{ since: '2026-13-99' }, 'since: a day, such as 2026-11-24'],
    [{ handled: 'maybe' }, 'handled: true or false'],
    [{ text: 'a'.repeat(201) }, 'text: at most 200 characters'],
  ])('refuses %j', async (query, message) => {
    const { ask, log } = pageWorld(world);
    const { status, json } = await ask(list, { query });
    expect([status, json]).toEqual([400, { message }]);
    expect(log()).toEqual([]);
  });

  test('shows no more than a person can read, and says how many there are', async () => {
    const many = Array.from({ length: MOST_ROWS + 1 }, (_, n) => stored({ id: `id-${n}` }));
    const { json } = await pageWorld({ submissions: many }).ask(list);
    expect([json.total, json.submissions.length]).toEqual([MOST_ROWS + 1, MOST_ROWS]);
  });
});

describe('one message', () => {
  test('is shown whole, and the log has who read it, and nothing of it', async () => {
    const { ask, log, lines } = pageWorld(world);
    const { json } = await ask(show, { id: ada.id });
    expect(json).toEqual({ submission: { ...ada, notes: [] } });
    expect(log()).toEqual([line('submission.read', { submissionId: ada.id })]);
    expect(lines.join()).not.toMatch(/Ada|Hello|example\.org/);
  });

  test('is handled, with a note, and taken up again', async () => {
    const { ask, log, lines, table } = pageWorld(world);
    await ask(handle, { id: ada.id, body: { handled: true, note: 'called back' } });
    expect(table.get(ada.id)).toEqual({
      ...ada,
      handledAt: NOW.toISOString(),
      note: 'called back',
    });
    await ask(handle, { id: ada.id, body: { handled: false } });
    expect(table.get(ada.id)).toEqual({ ...ada, note: 'called back' });
    expect(log()).toEqual([
      line('submission.handled', { submissionId: ada.id }),
      line('submission.reopened', { submissionId: ada.id }),
    ]);
    expect(lines.join()).not.toContain('called back');
  });

  test.each([
    [{}, 'handled: true or false'],
    [{ handled: 'yes' }, 'handled: true or false'],
    [{ handled: true, note: 7 }, 'note: a text of at most 2000 characters'],
    [{ handled: true, note: 'a'.repeat(2_001) }, 'note: a text of at most 2000 characters'],
  ])('is not handled with %j', async (body, message) => {
    const { ask, table } = pageWorld(world);
    const { status, json } = await ask(handle, { id: ada.id, body });
    expect([status, json]).toEqual([400, { message }]);
    expect(table.get(ada.id)).toEqual(ada);
  });

  test('is marked as spam, and taken back without a second mail', async () => {
    const { ask, log, table, queue } = pageWorld(world);
    await ask(spam, { id: ada.id, body: { spam: true } });
    expect(table.get(ada.id)?.status).toBe('spam');
    const { json } = await ask(spam, { id: ada.id, body: { spam: false } });
    expect([json.submission.status, json.released]).toEqual(['mailed', 'mailed-before']);
    expect(queue.bodies).toEqual([]);
    expect(log()).toEqual([
      line('submission.marked-spam', { submissionId: ada.id }),
      line('submission.released', { submissionId: ada.id, outcome: 'mailed-before' }),
    ]);
  });

  test('that is no spam is mailed', async () => {
    const { ask, log, queue } = pageWorld(world);
    const { json } = await ask(spam, { id: held.id, body: { spam: false } });
    expect(json.released).toBe('queued');
    expect(queue.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
      JSON.parse(queued(held, { released: true })),
    ]);
    expect(log()).toEqual([
      line('submission.released', { submissionId: held.id, outcome: 'queued' }),
    ]);
  });

  test.each([
    [held.id, true, 'Only mailed messages can be marked as spam. This one has the status "spam".'],
    [ada.id, false, 'This message is no spam, and needs no release: it has the status "mailed".'],
    [ids.failed, false, 'This message cannot be mailed: its record is not as Waypost writes it.'],
  ])('says why not: %s, spam %s', async (id, isSpam, message) => {
    const broken = unmailed({ id: ids.failed, status: 'failed', values: {} });
    const { ask, log } = pageWorld({ submissions: [ada, held, broken] });
    const { status, json } = await ask(spam, { id, body: { spam: isSpam } });
    expect([status, json]).toEqual([409, { message }]);
    expect(log()).toEqual([]);
  });
});

describe('export', () => {
  test('is what the command exports, with a line in the log for each message', async () => {
    const { ask, log } = pageWorld(world);
    const { headers, text } = await ask(exporting, { query: { format: 'csv', status: 'spam' } });
    expect(headers?.['content-type']).toBe('text/csv; charset=utf-8');
    expect(text).toMatch(/^id,receivedAt,form,.*\r\n/);
    expect(text).toContain('Buy <b>now</b>');
    expect(log()).toEqual([line('submission.exported', { submissionId: held.id })]);
  });

  test('has JSON lines, too', async () => {
    const { text } = await pageWorld(world).ask(exporting, { query: { format: 'jsonl' } });
    expect(
      text
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one) as unknown),
    ).toEqual([ada, held]);
  });

  test('needs a format', async () => {
    const { status, json } = await pageWorld(world).ask(exporting);
    expect([status, json]).toEqual([400, { message: 'format: one of csv, jsonl' }]);
  });

  test('that Lambda could not answer with is refused, and nothing is logged as exported', async () => {
    const message = '"'.repeat(LARGEST_EXPORT / 2);
    const { ask, log } = pageWorld({ submissions: [stored({ values: { message } })] });
    const { status, json } = await ask(exporting, { query: { format: 'jsonl' } });
    expect(status).toBe(413);
    expect(json.message).toContain('Choose a later day');
    expect(log()).toEqual([]);
  });
});

describe('erasure', () => {
  test('erases a person everywhere, and says what it cannot reach', async () => {
    const other = stored({ id: ids.failed, values: { email: 'bob@example.org' } });
    const { ask, log, lines, table, queue } = pageWorld({
      submissions: [ada, other],
      queue: [queued(ada), queued(held)],
    });
    const { json } = await ask(erase, { body: { email: 'Ada@example.org' } });
    expect([...table.keys()]).toEqual([other.id]);
    expect(queue.bodies).toEqual([queued(held)]);
    expect(json.report).toContain('1 submission in the table');
    expect(json.report).toContain('1 message in the queue');
    expect(json.report).toContain('Out of reach:');
    expect(log()).toEqual([
      line('erasure.started'),
      line('submission.erased', { submissionId: ada.id }),
      line('erasure.ended', { count: 1 }),
    ]);
    expect(lines.join()).not.toContain('example.org');
  });

  test.each([{}, { email: 'ada' }, { email: 7 }])('refuses %j', async (body) => {
    const { ask, table, log } = pageWorld(world);
    const { status, json } = await ask(erase, { body });
    expect([status, json]).toEqual([
      400,
      { message: 'email: an address, such as visitor@example.com' },
    ]);
    expect(table.size).toBe(2);
    expect(log()).toEqual([]);
  });
});

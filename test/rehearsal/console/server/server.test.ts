import { request } from 'node:http';
import { connect } from 'node:net';
import { HOSTILE, mail, REVIEW_PATH, World } from '../world';

let world: World;
beforeEach(async () => {
  world = await World.make();
});
afterEach(() => world.end());

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** With headers that `fetch` would not let anybody set. */
function send(
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
  body?: string,
): Promise<Sent> {
  const { port } = new URL(world.address.origin);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    })
      .on('error', reject)
      .end(body);
  });
}

const bearer = () => ({ authorization: `Bearer ${world.address.token}` });
const host = () => new URL(world.address.origin).host;

describe('the console', () => {
  test('listens on the loopback interface alone, under an address with its token', () => {
    expect(world.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
  });

  test.each(['/', '/events', '/mails.json', '/log', REVIEW_PATH])(
    'does not answer %s without its token, or with another one',
    async (path) => {
      expect((await send(path, {})).status).toBe(401);
      expect((await send(path, { authorization: 'Bearer x' })).status).toBe(401);
      const separator = path.includes('?') ? '&' : '?';
      expect((await send(`${path}${separator}token=x`, {})).status).toBe(401);
    },
  );

  test('takes the token from the address once, for a cookie that no script and no other site gets', async () => {
    const { pathname, search } = new URL(world.href);
    const entry = await send(pathname + search, {});
    const [cookie = ''] = entry.headers['set-cookie'] ?? [];

    expect(entry).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Path=\//);
    const [pair = ''] = cookie.split(';');
    expect((await send('/', { cookie: pair })).status).toBe(200);
  });

  test('an address of an object leads to the object, without the token', async () => {
    const entry = await send(`${REVIEW_PATH}&token=${world.address.token}`, {});

    expect(entry.status).toBe(303);
    expect(entry.headers['location']).toMatch(/^\/s3\/object\/artifacts\?region=eu-west-1&prefix=/);
    expect(entry.headers['location']).not.toContain(world.address.token);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
    'does not answer as %s, whose name somebody has had point here',
    async (name) => {
      expect((await send('/', { ...bearer(), host: name })).status).toBe(403);
    },
  );

  test.each(['/', '/events', '/mails.json', '/link?url=x', REVIEW_PATH])(
    'does not answer %s to a page of another origin, even with the token',
    async (path) => {
      for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
        expect((await send(path, { ...bearer(), origin })).status).toBe(403);
      }
      const own = await send('/', { ...bearer(), origin: world.address.origin });
      expect(own.status).toBe(200);
    },
  );

  test.each([
    '//a//evil.example/',
    '/a/..//evil.example/',
    '//',
    'http://evil.example/',
    '/\\evil/',
  ])('knows no address %s, and so leads nobody there', async (path) => {
    const { status, headers } = await send(`${path}?token=${world.address.token}`, {});
    expect({ status, location: headers['location'] }).toEqual({ status: 400 });
  });

  test('control: answers as localhost, too', async () => {
    const { port } = new URL(world.address.origin);
    expect((await send('/', { ...bearer(), host: `localhost:${port}` })).status).toBe(200);
  });

  test('runs and loads only what is its own, and may be framed by nobody', async () => {
    const { headers, text } = await send('/', bearer());

    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self' http://*.cloudfront.localhost:* http://*.execute-api.localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(text).not.toMatch(/https?:/);
    expect(text).not.toMatch(/<script(?! src="\/)|<style|\son\w+=/);
  });

  test('gives mails and objects to its own frames alone, where they may do nothing', async () => {
    world.feed.add({ type: 'mail-sent', at: '2026-11-23T12:00:00.000Z', mail: mail() });
    for (const path of ['/mail-html?id=mail%2F1', REVIEW_PATH]) {
      const { status, headers, text } = await send(path, bearer());

      expect({ status, type: headers['content-type'] }).toMatchObject({
        status: 200,
        type: expect.stringMatching(/^text\/html/) as string,
      });
      expect(text).toContain(HOSTILE);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'; img-src data:; .*frame-ancestors 'self'; sandbox$/,
      );
    }
  });

  test('answers 404 for what there is not, and 503 while the emulator does not answer', async () => {
    expect((await world.ask('/other')).status).toBe(404);
    expect((await world.ask('/s3/object/artifacts?region=eu-west-1&prefix=other')).status).toBe(
      404,
    );
    world.sources.mails = () => Promise.reject(new Error('connection refused'));
    expect((await world.ask('/mails.json')).status).toBe(503);
  });
});

describe('an answer to an approval', () => {
  const ref = { executionId: 'one', stage: 'prod', action: 'Approve' };
  const post = (answer: object, origin = world.address.origin) =>
    send(
      '/approval',
      { ...bearer(), origin, 'content-type': 'application/json' },
      'POST',
      JSON.stringify({ ...ref, ...answer }),
    );

  test('counts once; the next one is told that it came too late', async () => {
    const asked = world.askApproval('one', 'c0ffee', 1);

    expect(await post({ approved: true, comment: ' fine ' })).toMatchObject({ status: 200 });
    expect(await asked).toEqual({ approved: true, by: 'console', comment: 'fine' });
    const late = await post({ approved: false });
    expect(late.status).toBe(409);
    expect(late.text).toContain('This question is closed');
  });

  test.each(['https://evil.example', 'http://127.0.0.1:1', 'null'])(
    'from a page of %s does not count, even with the token',
    async (origin) => {
      void world.askApproval('one', 'c0ffee', 1);

      expect((await post({ approved: true }, origin)).status).toBe(403);
      expect(world.feed.state.openApprovals).toHaveLength(1);
    },
  );

  test('without an origin does not count', async () => {
    const { status } = await send('/approval', { ...bearer(), host: host() }, 'POST', '{}');
    expect(status).toBe(403);
  });

  test.each([
    [{ approved: 'yes' }, 'approved'],
    [{ approved: true, comment: 'x'.repeat(513) }, 'comment'],
    [{ approved: true, comment: 'x'.repeat(20_000) }, 'object'],
    [{ approved: true, force: true }, 'force'],
  ])('that is no answer is refused, and says why (%#)', async (answer, name) => {
    const { status, text } = await post(answer);
    expect(status).toBe(400);
    expect(text).toContain(name);
  });
});

describe('events', () => {
  /** The numbers and types of what comes until there are so many. */
  async function read(count: number, lastEventId?: string): Promise<string[]> {
    const response = await fetch(new URL('/events', world.address.origin), {
      headers: { ...bearer(), ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    });
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const found = [...text.matchAll(/^id: (\d+)\ndata: (.*)\n\n/gm)];
      if (found.length < count) continue;
      return found.map(([, id, data]) => {
        const { type } = JSON.parse(data ?? '') as { type: string };
        return `${id} ${type}`;
      });
    }
    throw new Error(text);
  }

  test('come from the first one on, and after a lost connection from where it was lost', async () => {
    world.begin();
    const all = await read(8);

    expect(all.slice(0, 3)).toEqual(['1 rehearsal-started', '2 app-opened', '3 noticed']);
    expect(all.at(-1)).toBe('8 action-ended');
    const next = read(2, '7');
    expect((await next)[0]).toBe('8 action-ended');
  });

  test('come as they happen, mails among them', async () => {
    const coming = read(2);
    await new Promise(setImmediate);
    world.tell({
      type: 'rehearsal-started',
      at: '2026-11-23T12:00:00Z',
      repository: '/',
      commit: 'c',
    });

    expect((await coming).toSorted()).toEqual(
      expect.arrayContaining([expect.stringContaining('mail-sent')]),
    );
  });

  test('tell what others have written without what is not seen, and files by their names', () => {
    const commit = 'c0ffee000011112222';
    world.begin('one', commit);
    const logPath = world.log('soft\u00adhyphen', 'text\n');
    const ref = { executionId: 'one', stage: 'Build', action: 'Synth' };
    world.start('one', 'Build', 'Synth', 5, logPath);
    const error = '\u001b[31mred\u001b[0m\nturned \u202eround';
    world.tell({
      type: 'action-ended',
      at: '2026-11-23T12:00:09Z',
      ...ref,
      status: 'failed',
      error,
    });

    expect(world.feed.state.action(ref)).toMatchObject({ error: 'red\nturned round', logPath });
  });

  test('end with the console, also for a page that has stopped reading', async () => {
    world.begin();
    const { port } = new URL(world.address.origin);
    const page = connect(Number(port), '127.0.0.1');
    page.write(
      `GET /events HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: ${bearer().authorization}\r\n\r\n`,
    );
    await new Promise((resolve) => page.once('data', resolve));
    page.pause();
    // More than the buffers between hold.
    const notice = {
      type: 'noticed',
      at: '2026-11-23T12:00:00Z',
      message: 'x'.repeat(1e6),
    } as const;
    for (let n = 0; n < 20; n += 1) world.tell(notice);
    const stopped = world.stop();
    world.tell(notice);

    await expect(stopped).resolves.toBeUndefined();
    page.destroy();
  });

  test('never tell the token', () => {
    world.tell({ type: 'console-opened', at: '2026-11-23T12:00:00Z', address: world.href });
    world.begin();
    void world.askApproval('one', 'c0ffee', 40);

    expect(JSON.stringify(world.feed.events)).toContain(`${world.address.origin}/s3/object/`);
    expect(JSON.stringify(world.feed.events)).not.toContain(world.address.token);
  });
});

describe('a log', () => {
  const part = async (query: string) => {
    const response = await world.ask(`/log?${query}`);
    return response.ok ? ((await response.json()) as Record<string, unknown>) : response.status;
  };

  test('is found by the names of its action or preparation, and by nothing else', async () => {
    world.begin();

    expect(await part('execution=one&stage=Source&action=Source&from=0')).toMatchObject({
      text: `Source says ${HOSTILE}\n`,
      running: false,
      more: false,
    });
    expect(await part('preparation=emulator&from=0')).toMatchObject({ text: 'up\n' });
    expect(await part('path=/etc/passwd&from=0')).toBe(404);
    expect(await part('preparation=../../etc/passwd&from=0')).toBe(404);
    expect(await part('preparation=emulator&from=-1')).toBe(404);
  });

  test('comes by whole lines while it is written, and goes on where it was left', async () => {
    world.begin();
    const path = world.log('synth', 'first\nhalf');
    world.start('one', 'Build', 'Synth', 5, path);
    const query = 'execution=one&stage=Build&action=Synth';

    expect(await part(`${query}&from=0`)).toMatchObject({
      text: 'first\n',
      next: 6,
      running: true,
    });
    world.log('synth', 'first\nhalf a line\n');
    expect(await part(`${query}&from=6`)).toMatchObject({ text: 'half a line\n', next: 18 });
  });
});

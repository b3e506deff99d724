import { execFileSync } from 'node:child_process';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientEnvironment } from '../../rehearsal/emulator/client-environment';
import { nodeBinary } from '../../rehearsal/paths';
import { contactApi } from './support/contact-api';
import { contactPage } from './support/contact-page';
import { output, outputsOf } from './support/deploy';
import { send } from './support/http';
import { clientOf, DEV, PROD, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const ALIAS = 'example.com';

interface Page {
  readonly bucket: string;
  /** As CloudFormation names it: `<id>.cloudfront.net`. */
  readonly domain: string;
  readonly local: string;
}

let page: Page;
let aliasedPage: Page;
let api: string;
beforeAll(async () => {
  page = await publish(DEV);
  aliasedPage = await publish(PROD, ALIAS);
  const template = contactApi(`https://${ALIAS}`);
  api = output(await outputsOf(emulator(), { stack: 'api', template }), 'Url');
});

async function publish(account: string, alias?: string): Promise<Page> {
  const outputs = await outputsOf(emulator(), {
    stack: `page-${account}`,
    account,
    template: contactPage(alias),
  });
  const bucket = output(outputs, 'Bucket');
  const s3 = new S3Client({ ...clientOf(emulator(), { account }), forcePathStyle: true });
  for (const [Key, Body] of [
    ['index.html', `<h1>${account}</h1>`],
    ['404.html', 'no such page'],
  ] as const) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'text/html' }));
  }
  const domain = output(outputs, 'Domain');
  const id = domain.replace('.cloudfront.net', '');
  return {
    bucket,
    domain,
    local: `http://${id}.cloudfront.localhost:${new URL(emulator().endpoint).port}`,
  };
}

test('a distribution serves its default root object, with its response headers', async () => {
  const answer = await send(`${page.local}/`);
  expect([answer.status, answer.text]).toEqual([200, `<h1>${DEV}</h1>`]);
  expect(answer.headers['content-type']).toBe('text/html');
  expect(answer.headers['content-security-policy']).toBe("frame-ancestors 'none'");
  expect((await send(`${aliasedPage.local}/`)).text).toBe(`<h1>${PROD}</h1>`);
});

describe('the header that forbids frames', () => {
  const CONSOLE = 'http://127.0.0.1:1';
  const policy = async (headers: Readonly<Record<string, string>>) =>
    (await send(`${page.local}/`, { headers })).headers['content-security-policy'];

  test('names the console in the answer to its frame, and is left alone in every other one', async () => {
    const frame = { 'sec-fetch-dest': 'iframe' };
    expect(await policy(frame)).toBe("frame-ancestors 'none'");
    await emulator().admitFrames([CONSOLE]);

    expect(await policy(frame)).toBe(`frame-ancestors ${CONSOLE}`);
    expect(await policy({ 'sec-fetch-dest': 'document' })).toBe("frame-ancestors 'none'");
    expect(await policy({})).toBe("frame-ancestors 'none'");
  });
});

test('a distribution answers what it has not with its custom error page', async () => {
  const answer = await send(`${page.local}/absent`);
  expect([answer.status, answer.text]).toEqual([404, 'no such page']);
});

test('curl opens it by name', () => {
  const text = execFileSync('curl', ['--silent', '--fail', `${page.local}/`], { encoding: 'utf8' });
  expect(text).toBe(`<h1>${DEV}</h1>`);
});

test('a child process of Node opens it by name, thanks to the preload', () => {
  const program = `fetch('${page.local}/').then((r) => r.text()).then((t) => process.stdout.write(t))`;
  const text = execFileSync(nodeBinary, ['-e', program], {
    encoding: 'utf8',
    env: clientEnvironment(emulator(), { account: DEV }, REGION),
  });
  expect(text).toBe(`<h1>${DEV}</h1>`);
});

test('the bucket behind it is closed to everybody else', async () => {
  const answer = await send(`${emulator().endpoint}/${page.bucket}/index.html`);
  expect(answer.status).toBe(403);
});

test('lists where each public name is served', async () => {
  expect(await emulator().endpoints()).toEqual([
    { public: `https://${page.domain}`, local: page.local },
    { public: `https://${aliasedPage.domain}`, local: aliasedPage.local },
    { public: `https://${ALIAS}`, local: aliasedPage.local },
    {
      public: expect.stringMatching(/execute-api\.eu-west-1\.amazonaws\.com$/) as string,
      local: api,
    },
  ]);
});

describe('at the edge', () => {
  const post = (path: string, origin: string) =>
    send(`${api}${path}`, { method: 'POST', headers: { origin } });

  test('the origin of a local page becomes public, so that the stack’s CORS admits it', async () => {
    const answer = await post('/contact', aliasedPage.local);
    expect(JSON.parse(answer.text)).toMatchObject({ origin: `https://${ALIAS}` });
    expect(answer.headers['access-control-allow-origin']).toBe(aliasedPage.local);
  });

  test('control: the page of another environment is not admitted', async () => {
    const answer = await post('/contact', page.local);
    expect(JSON.parse(answer.text)).toMatchObject({ origin: `https://${page.domain}` });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('the preflight is translated both ways', async () => {
    const answer = await send(`${api}/contact`, {
      method: 'OPTIONS',
      headers: { origin: aliasedPage.local, 'access-control-request-method': 'POST' },
    });
    expect(answer.headers['access-control-allow-origin']).toBe(aliasedPage.local);
  });

  test.each([
    ['a public page becomes local', `https://${ALIAS}/thanks?a=1`, '/thanks?a=1'],
    ['the root too', `https://${ALIAS}`, ''],
  ])('Location: %s', async (_case, target, path) => {
    const answer = await post(`/contact?redirect=${encodeURIComponent(target)}`, 'https://x.test');
    expect([answer.status, answer.headers.location]).toEqual([303, aliasedPage.local + path]);
  });

  test('Location: a name that only begins like ours stays', async () => {
    const target = `https://${ALIAS}.evil.test/`;
    const answer = await post(`/contact?redirect=${encodeURIComponent(target)}`, 'https://x.test');
    expect(answer.headers.location).toBe(target);
  });
});

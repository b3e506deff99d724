import { Inbox } from '../../../rehearsal/console/inbox';
import { inOurConsole } from '../../../rehearsal/console/s3-object';
import type { SentMail } from '../../../rehearsal/emulator/types';

const mail = (overrides: Partial<SentMail> = {}): SentMail => ({
  messageId: 'id/1',
  sentAt: '2026-11-23T12:00:00Z',
  account: '222222222222',
  region: 'eu-west-1',
  from: 'contact@example.com',
  to: ['owner@example.com'],
  cc: [],
  bcc: [],
  replyTo: ['"<b>Eve" <eve@example.com>'],
  subject: 'Hello <script>alert(1)</script>',
  text: 'plain & simple',
  html: '<p onclick="x">"rich"</p>',
  template: 'waypost-dev-message',
  ...overrides,
});

let inbox: Inbox;
let mails: () => Promise<readonly SentMail[]>;
beforeEach(async () => {
  mails = () => Promise.resolve([mail()]);
  inbox = await Inbox.start({
    mails: () => mails(),
    contactPage: () => Promise.resolve('http://page.localhost:1/?a=1&b=2'),
    object: ({ bucket, key, region }) =>
      Promise.resolve(
        key === 'releases/prod/1/diff.html'
          ? { body: Buffer.from(`<p>${bucket} ${region}`), contentType: 'text/html' }
          : undefined,
      ),
  });
});
afterEach(() => inbox.stop());

const get = async (path: string) => {
  const response = await fetch(new URL(path, inbox.address));
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe('inbox', () => {
  test('tells what a topic has mailed from what SES has sent', async () => {
    const topic = 'arn:aws:sns:eu-west-1:111111111111:waypost-pipeline';
    mails = () =>
      Promise.resolve([mail(), mail({ messageId: 'news', from: 'AWS Notifications', topic })]);

    const { body } = await get('/');
    expect(body).toMatch(/AWS Notifications[^]*SNS, waypost-pipeline[^]*<td>SES/);
    expect((await get('/mails/news')).body).toContain(topic);
  });

  test('lists the newest mail first, refreshes itself and links to the contact page', async () => {
    mails = () => Promise.resolve([mail({ subject: 'older' }), mail({ subject: 'newer' })]);
    const { body } = await get('/');

    expect(body).toMatch(/newer[^]*older/);
    expect(body).toContain('http-equiv="refresh"');
    expect(body).toContain('href="http://page.localhost:1/?a=1&amp;b=2"');
    expect(body).toContain('color-scheme: light dark');
  });

  test.each(['/', '/mails/id%2F1'])(
    'says at %s when a mail was sent, to the second, in UTC',
    async (path) => {
      mails = () => Promise.resolve([mail({ sentAt: '2026-11-23T13:00:00.123456+01:00' })]);

      expect((await get(path)).body).toContain('<td>2026-11-23 12:00:00 UTC</td>');
    },
  );

  test('shows headers and both parts of a mail; the HTML part in a frame that may do nothing', async () => {
    const { body } = await get('/mails/id%2F1');

    expect(body).toContain('&quot;&lt;b&gt;Eve&quot; &lt;eve@example.com&gt;');
    expect(body).toContain('plain &amp; simple');
    expect(body).toContain(
      '<iframe sandbox="" title="HTML part" srcdoc="&lt;p onclick=&quot;x&quot;&gt;&quot;rich&quot;&lt;/p&gt;">',
    );
  });

  test.each(['/', '/mails/id%2F1'])('lets nothing of a mail become markup at %s', async (path) => {
    const { body, headers } = await get(path);

    expect(body).not.toContain('<script>');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('gives the mails as JSON, too', async () => {
    expect(JSON.parse((await get('/mails.json')).body)).toEqual([mail()]);
  });

  test('answers 404 for what there is not, and 503 while the emulator does not answer', async () => {
    expect((await get('/mails/other')).status).toBe(404);
    mails = () => Promise.reject(new Error('connection refused'));
    expect((await get('/')).status).toBe(503);
  });

  test('shows an object at the path that it has in the S3 console, without its scripts', async () => {
    const url =
      'https://eu-west-1.console.aws.amazon.com/s3/object/artifacts?region=eu-west-1&prefix=releases/prod/1/diff.html';
    const { pathname, search, origin } = new URL(inOurConsole(url, new URL(inbox.address).origin));
    const page = await get(pathname + search);

    expect(origin).toBe(new URL(inbox.address).origin);
    expect(page).toMatchObject({ status: 200, body: '<p>artifacts eu-west-1' });
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await get(`${pathname}?region=eu-west-1&prefix=other`)).status).toBe(404);
  });

  test.each([
    'https://example.com/s3/object/artifacts?region=eu-west-1&prefix=a',
    'https://console.aws.amazon.com.example.com/s3/object/artifacts?prefix=a',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines',
  ])('control: leaves %s where it is', (url) => {
    expect(inOurConsole(url, 'http://127.0.0.1:1')).toBe(url);
  });

  test('listens on the loopback interface alone', () => {
    expect(inbox.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });
});

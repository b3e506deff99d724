import type { Browser, Page } from 'playwright-core';
import { API, snippet } from '../site/snippets';
import { PLAIN_FORM } from '../lambdas/contact-form/submit-fakes';
import { launchBrowser } from './support/browser';
import { type FormApi, formApi } from './support/form-api';
import { listen, type Server } from './support/server';
import { submit, textOf, visit } from './support/visit';

// The snippet for plain HTML, on pages that others make. Browsers decide there in which bytes a form is
// posted, and whether they name the page.

const FORM = { ...PLAIN_FORM, name: 'contact' };
const TYPED = { name: 'Zoë Иванова', email: 'zoe@example.org', message: 'Привет, 日本, Grüße 🙂' };

/** How a page is served, by its path. */
interface OwnPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}
const PAGES = new Map<string, OwnPage>();

let site: Server;
let own: Server;
let api: FormApi;
let browser: Browser;

beforeAll(async () => {
  site = await listen((_, response) => {
    response.end('Thank you');
  });
  api = await formApi([FORM], site.origin);
  own = await listen(({ url = '/' }, response) => {
    const { headers, html } = PAGES.get(url) ?? { headers: {}, html: '' };
    response.writeHead(200, { 'content-type': 'text/html', ...headers });
    response.end(`<!doctype html><title>Contact</title>${html.replaceAll(API, api.origin)}`);
  });
  api.allowedOrigins.push(own.origin);
  browser = await launchBrowser();
});
beforeEach(() => {
  api.headers.length = 0;
  api.sent.length = 0;
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site, own, api].map((server) => server.close()));
});

/** Opens a page with the snippet. */
async function open(headers: OwnPage['headers'], html = snippet('plain')) {
  const path = `/${PAGES.size}`;
  PAGES.set(path, { headers, html });
  return visit(browser, own.origin + path);
}

async function fillInAndSend(page: Page, typed = TYPED) {
  for (const [name, text] of Object.entries(typed)) await page.fill(`[name=${name}]`, text);
  await submit(page);
}

// whatwg/html#3097: without `accept-charset` a form is posted in the page's encoding.
const CHARSETS = [
  ['windows-1251', 'text/html; charset=windows-1251'],
  ['Shift_JIS', 'text/html; charset=Shift_JIS'],
  ['ISO-8859-1', 'text/html; charset=ISO-8859-1'],
  ['ISO-2022-JP', 'text/html; charset=ISO-2022-JP'],
  ['no charset that it names', 'text/html'],
] as const;

describe('on a page in', () => {
  test.each(CHARSETS)('%s, the snippet sends what was typed', async (_, type) => {
    const { page, leave } = await open({ 'content-type': type });
    await fillInAndSend(page);
    await page.waitForURL(`${site.origin}/thank-you.html`);
    expect(api.sent).toMatchObject([{ values: TYPED }]);
    await leave();
  });

  test.each(CHARSETS)(
    '%s, a form without accept-charset is refused, with a page that says who can mend it',
    async (charset, type) => {
      const html = snippet('plain').replace(' accept-charset="utf-8"', '');
      const { page, leave } = await open({ 'content-type': type }, html);
      const message = /JP|JIS/.test(charset) ? 'こんにちは' : 'Привет, Grüße';
      await fillInAndSend(page, { ...TYPED, message });
      await page.waitForURL(`${api.origin}/forms/contact`);
      expect(await textOf(page, 'main')).toContain('Please tell its owners');
      expect(api.sent).toEqual([]);
      await leave();
    },
  );
});

describe('on an allowed page that does not name itself', () => {
  test.each([
    ['Helmet’s default', { 'referrer-policy': 'no-referrer' }],
    ['Django’s default', { 'referrer-policy': 'same-origin' }],
    ['a sandbox', { 'content-security-policy': 'sandbox allow-forms allow-scripts' }],
  ])('(%s), the snippet is sent', async (_, headers) => {
    const { page, leave } = await open(headers);
    await fillInAndSend(page);
    await page.waitForURL(`${site.origin}/thank-you.html`);
    expect(api.headers).toMatchObject([{ origin: 'null', 'sec-fetch-mode': 'navigate' }]);
    expect(api.sent).toMatchObject([{ values: TYPED }]);
    await leave();
  });

  test('(a sandbox), a script that posts behind the visitor’s back is refused', async () => {
    const { page, leave } = await open({ 'content-security-policy': 'sandbox allow-scripts' });
    const body = new URLSearchParams(TYPED).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = JSON.stringify({ method: 'POST', mode: 'no-cors', body, headers });
    await page.evaluate(`fetch('${api.origin}/forms/contact', ${init}).then(() => undefined)`);
    expect(api.headers).toMatchObject([{ origin: 'null', 'sec-fetch-mode': 'no-cors' }]);
    expect(api.sent).toEqual([]);
    await leave();
  });
});

test('control: a page that names itself, and is not allowed, is refused', async () => {
  api.allowedOrigins.length = 0;
  const { page, leave } = await open({});
  await fillInAndSend(page);
  await page.waitForURL(`${api.origin}/forms/contact`);
  expect(await textOf(page, 'main')).toContain('does not take messages from the page');
  expect(api.sent).toEqual([]);
  await leave();
  api.allowedOrigins.push(own.origin);
});

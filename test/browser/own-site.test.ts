import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STATIC_FOLDER } from '../../site/render-site';
import { API, snippet } from '../site/snippets';
import { TYPED } from './support/forms';
import { contactSite } from './support/fixture';
import { listen, type Server } from './support/server';
import { submit, visit } from './support/visit';

const { api, browser } = contactSite();
const altcha = dirname(require.resolve('altcha/altcha.css'));

/** A website of the owner's own, which has copied what docs/your-own-site.md says. */
let ownSite: Server;
beforeAll(async () => {
  const html = (body: string) => ['text/html', `<!doctype html><html lang="en">${body}`] as const;
  const script = (file: string) => ['text/javascript', readFileSync(file, 'utf8')] as const;
  const files = {
    '/plain': html(snippet('plain')),
    '/widget': html(snippet('widget')),
    '/client': html(
      `<script type="module">${snippet('client').replaceAll('console.log(', 'document.body.append(')}</script>`,
    ),
    '/waypost-contact.js': script(join(STATIC_FOLDER, 'waypost-contact.js')),
    '/altcha.min.js': script(join(altcha, '../main/altcha.min.js')),
  };
  const find = (url: string) => Object.entries(files).find(([name]) => name === url)?.[1];
  ownSite = await listen(({ url = '/' }, response) => {
    const [type, text] = find(url) ?? ['text/plain', ''];
    response.setHeader('content-type', type);
    response.end(text.replaceAll(API, api().origin));
  });
});
afterAll(() => ownSite.close());

const open = (path: string) =>
  visit(browser(), `${ownSite.origin}${path}`, { hosts: [new URL(api().origin).host] });

test('snippet plain is sent, and ends on the page of thanks', async () => {
  const { page, leave } = await open('/plain');
  for (const [name, text] of Object.entries(TYPED.en)) await page.fill(`[name=${name}]`, text);
  await submit(page);
  await page.waitForURL(api().thankYouUrl);
  expect(api().posts).toMatchObject([{ type: 'application/x-www-form-urlencoded' }]);
  await leave();
});

test('snippet widget sends what it has proven, and tells the reference', async () => {
  const { page, leave } = await open('/widget');
  await page.waitForSelector('[data-state=verified]');
  for (const [name, text] of Object.entries(TYPED.en)) await page.fill(`[name=${name}]`, text);
  await submit(page);
  await page.waitForSelector('#outcome:has-text("Your reference is")');
  expect(api().posts).toMatchObject([
    { path: '/forms/contact', values: { ...TYPED.en, more_details: '' } },
  ]);
  await leave();
});

test('snippet client sends and reads the result', async () => {
  const { page, offences, leave } = await open('/client');
  await page.waitForSelector('body:has-text("Thank you. Your reference is")');
  expect(api().posts).toMatchObject([{ values: { name: 'Jane Doe', message: 'Hello' } }]);
  expect(await offences()).toEqual([]);
  await leave();
});

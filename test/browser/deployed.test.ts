import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { SentMail } from '../../rehearsal/emulator/types';
import { runningEmulator } from '../emulator/support/running-emulator';
import { launchBrowser } from './support/browser';
import { type DeployedSite, deploySite } from './support/deployed-site';
import { submit, textOf, visit } from './support/visit';

const emulator = runningEmulator();

let site: DeployedSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([deploySite(emulator()), launchBrowser()]);
}, 300_000);
afterAll(() => browser.close());

const open = (path: string, options = {}) =>
  visit(browser, `${site.page}/${path}`, { ...options, hosts: [new URL(site.api).host] });

/** The mail with a text that only it has. */
async function mailWith(text: string): Promise<SentMail> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = (await emulator().mails()).find((mail) => mail.text.includes(text));
    if (found) return found;
    await delay(100);
  }
  throw new Error(`No mail has "${text}".`);
}

async function fillIn(page: Page, values: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(values)) await page.fill(`[name=${name}]`, text);
}

const message = (text: string) => `${text} ${crypto.randomUUID()}`;

test('what a visitor sends arrives at the owner, under the reference that the visitor got', async () => {
  const values = { name: 'Ada', email: 'ada@example.org', message: message('Hello') };
  const { page, offences, leave } = await open('');
  await fillIn(page, values);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  const mail = await mailWith(values.message);
  expect(mail).toMatchObject({
    replyTo: [values.email],
    to: expect.arrayContaining(['owner@example.com']) as string[],
  });
  expect(mail.text).toContain(await textOf(page, '#reference'));
  expect(await offences()).toEqual([]);
  await leave();
});

test('the Arabic form arrives with its own fields', async () => {
  const values = { name: 'ليلى', email: 'layla@example.org', message: message('مرحبًا') };
  const { page, offences, leave } = await open('quote.html');
  await fillIn(page, { ...values, company: 'شركة النور' });
  await page.selectOption('[name=service]', { index: 1 });
  await page.check('[name=privacy]');
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  const mail = await mailWith(values.message);
  expect(mail.to).toEqual(['sales@example.com']);
  expect(mail.text).toContain('الشركة');
  expect(mail.text).toContain('شركة النور');
  expect(await offences()).toEqual([]);
  await leave();
});

test('the form works without JavaScript', async () => {
  const values = { name: 'Ada', email: 'ada@example.org', message: message('Plain') };
  const { page, leave } = await open('', { javaScriptEnabled: false });
  await fillIn(page, values);
  await submit(page);
  await page.waitForURL('**/thank-you.html');
  expect(await textOf(page, 'h1')).toBe('Thank you');
  await mailWith(values.message);
  await leave();
});

test('a refusal of the API’s stands beside its field, in the form’s language', async () => {
  const { page, leave } = await open('quote.html');
  await fillIn(page, { name: 'ليلى', email: 'nobody@nowhere', message: 'مرحبًا' });
  await page.selectOption('[name=service]', { index: 1 });
  await page.check('[name=privacy]');
  await submit(page);
  await page.waitForSelector('#error-email:not(:empty)');
  expect(await textOf(page, '#error-email')).toMatch(/[\u0600-\u06ff]/);
  await leave();
});

test('a limit is told with its time', async () => {
  const { page, leave } = await open('');
  for (let sent = 0; sent < 6; sent += 1) {
    await fillIn(page, { name: 'Ada', email: 'ada@example.org', message: message('Again') });
    await submit(page);
    await page.waitForSelector('#sent:not([hidden]), #failure:not(:empty)');
    if (await page.isVisible('#failure')) break;
    await page.reload();
  }
  expect(await textOf(page, '#failure')).toMatch(/send it again after \d+:\d\d/);
  await leave();
});

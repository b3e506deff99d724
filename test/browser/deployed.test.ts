import type { Browser, Page } from 'playwright-core';
import { contactPages } from '../../bin/commands/rehearse/waypost/contact-pages';
import { originsOf } from '../../rehearsal/console/server/address';
import { Cloud } from '../../rehearsal/emulator/cloud';
import type { SentMail } from '../../rehearsal/emulator/inventory';
import { runningEmulator } from '../emulator/support/running-emulator';
import { eventually } from '../helpers/eventually';
import { exampleConfig } from '../helpers/example-config';
import { APP_OPENED, World } from '../rehearsal/console/world';
import { axeViolations } from './support/axe';
import { launchBrowser } from './support/browser';
import { type DeployedSite, deploySite } from './support/deployed-site';
import { submit, textOf, visit } from './support/visit';

const emulator = runningEmulator();

let site: DeployedSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([deploySite(emulator()), launchBrowser()]);
});
beforeEach(() => site.limits.forget());
afterAll(() => browser.close());

const open = (path: string, options = {}) =>
  visit(browser, `${site.page}/${path}`, { ...options, hosts: [new URL(site.api).host] });

/** The mail with a text that only it has. */
function mailWith(text: string): Promise<SentMail> {
  return eventually(async () =>
    (await emulator().mails()).find((mail) => mail.text.includes(text)),
  );
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

/** The next message arrives, and its answer does not. */
const LOSE_AN_ANSWER = `{
  const { fetch } = window;
  window.fetch = async (url, options) => {
    const response = await fetch(url, options);
    if (options?.method !== 'POST') return response;
    window.fetch = fetch;
    throw new TypeError('the connection broke');
  };
}`;

test('a message whose answer was lost is sent again, and arrives once', async () => {
  const values = { name: 'Ada', email: 'ada@example.org', message: message('Twice') };
  const { page, leave } = await open('');
  await page.evaluate(LOSE_AN_ANSWER);
  await fillIn(page, values);
  await submit(page);
  await page.waitForSelector('#failure:not(:empty)');
  const first = await mailWith(values.message);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  expect(first.text).toContain(await textOf(page, '#reference'));
  await leave();

  // What comes after it has arrived: a second mail would have, too.
  const later = { ...values, message: message('Later') };
  const next = await open('');
  await fillIn(next.page, later);
  await submit(next.page);
  await mailWith(later.message);
  const mails = await emulator().mails();
  expect(mails.filter(({ text }) => text.includes(values.message))).toHaveLength(1);
  await next.leave();
});

test('what is wrong with a form without JavaScript is a page in its language', async () => {
  const { page, leave } = await open('quote.html', { javaScriptEnabled: false });
  await fillIn(page, { name: 'ليلى', email: 'nobody@nowhere', message: 'مرحبًا' });
  await page.selectOption('[name=service]', { index: 1 });
  await page.check('[name=privacy]');
  await submit(page);
  await page.waitForURL(`${site.api}/**`);
  expect(await page.getAttribute('html', 'dir')).toBe('rtl');
  expect(await textOf(page, 'li')).toMatch(/[\u0600-\u06ff]/);
  // axe is a script, so it gets the same page where scripts run.
  const copy = await browser.newPage();
  await copy.setContent(await page.content());
  expect(await axeViolations(copy)).toEqual([]);
  await copy.close();
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

test('a limit is told with its time', async () => {
  const { page, leave } = await open('');
  const values = { name: 'Ada', email: 'ada@example.org', message: message('First') };
  await fillIn(page, values);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  await site.limits.exhaust();

  await page.reload();
  await fillIn(page, { ...values, message: message('Again') });
  await submit(page);
  await page.waitForSelector('#failure:not(:empty)');
  expect(await textOf(page, '#failure')).toMatch(/send it again after \d+:\d\d/);
  await leave();
});

describe('in the console’s frame', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    const pages = () => contactPages(exampleConfig(), new Cloud(emulator()));
    Object.assign(world.sources, { pages });
    world.tell(APP_OPENED);
  });
  afterEach(() => world.end());

  async function openFrame() {
    const hosts = [site.page, site.api].map((address) => new URL(address).host);
    const visited = await visit(browser, world.href, { hosts });
    await visited.page.click('nav a:has-text("Pages")');
    await visited.page.waitForSelector('iframe.site');
    return visited;
  }

  test('control: a page shows nothing that does not admit the console', async () => {
    await emulator().admitFrames(['http://127.0.0.1:1']);
    const { page, offences, leave } = await openFrame();
    // The browser may have said it before the frame is looked for.
    await eventually(async () =>
      (await offences()).find((text) => text.includes('frame-ancestors')),
    );
    expect(await page.frameLocator('iframe.site').locator('form').count()).toBe(0);
    await leave();
  });

  test('each form is shown, and what is sent there arrives', async () => {
    await emulator().admitFrames(originsOf(world.address));
    const { page, leave, offences } = await openFrame();
    const frame = page.frameLocator('iframe.site');
    const values = { name: 'Ada', email: 'ada@example.org', message: message('Framed') };
    for (const [name, text] of Object.entries(values)) {
      await frame.locator(`[name=${name}]`).fill(text);
    }
    await frame.locator('button[type=submit]').click();
    await frame.locator('#sent:not([hidden])').waitFor();

    expect((await mailWith(values.message)).replyTo).toEqual([values.email]);
    await page.click('button:has-text("quote in")');
    await frame.locator('html[lang=ar] form').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await offences()).toEqual([`cookie waypost-console-${new URL(world.href).port}`]);
    await leave();
  });
});

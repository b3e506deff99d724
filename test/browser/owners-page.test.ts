import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { ids, NOW, stored, unmailed } from '../bin/commands/submissions/fakes';
import { axeViolations } from './support/axe';
import { launchBrowser } from './support/browser';
import { enter, openPage, ownersPage, type SignInPages, signInPages } from './support/owners-page';
import { textOf } from './support/visit';

/** What a hostile visitor sends: each would run, fetch or navigate if it became HTML. */
const HOSTILE = [
  '<img src=x onerror="window.harmed=1">',
  '<script>window.harmed=1</script>',
  '"><svg/onload=window.harmed=1>',
  '{{constructor.constructor("window.harmed=1")()}}',
  'javascript:window.harmed=1',
].join('\n');

const ada = stored({
  values: {
    name: 'Ada',
    email: 'ada@example.org',
    message: 'Hello\nthere. The quote that you sent in June is still good, is it not?',
    phone: '+44 20 7946 0000',
  },
  note: 'wants an answer by Friday',
});
const sara = stored({
  id: ids.failed,
  form: 'quote',
  values: { name: 'سارة', email: 'sara@example.org', message: 'مرحبًا، أحتاج إلى موقع' },
  handledAt: NOW.toISOString(),
});
const evil = unmailed({
  id: ids.spam,
  status: 'spam',
  spam: ['honeypot'],
  receivedAt: '2026-11-23T09:15:00.000Z',
  values: { name: HOSTILE, email: HOSTILE, message: HOSTILE, [HOSTILE]: HOSTILE },
  note: HOSTILE,
});
const world = { submissions: [ada, evil, sara] };

let browser: Browser;
let signIn: SignInPages;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  signIn = await signInPages();
});
afterEach(() => signIn.close());
afterAll(() => browser.close());

async function opened(options = {}) {
  const server = await ownersPage(world, signIn);
  const { page, offences, leave } = await openPage(browser, server.origin, signIn, options);
  return {
    server,
    page,
    offences,
    close: async () => {
      await leave();
      await server.close();
    },
  };
}

const rows = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('#rows a')].map((a) => a.textContent)`);

async function show(page: Page, id: string) {
  await page.click(`#rows a[href="#${id}"]`);
  await page.waitForSelector('#message:not([hidden])');
}

async function said(page: Page, text: string) {
  // Not by a function: the page's policy refuses those that are made of a string.
  await page.waitForSelector(`#status:has-text(${JSON.stringify(text)})`);
}

async function showAll(page: Page) {
  await page.selectOption('#handled', '');
  await page.click('#filters .primary');
  await said(page, '3 messages');
}

describe("owner's page", () => {
  test('asks to sign in, shows the inbox, and asks no other host', async () => {
    const { server, page, offences, close } = await opened();
    expect(await page.isVisible('#welcome')).toBe(true);
    expect(await page.isVisible('#inbox')).toBe(false);
    await enter(page);
    expect(await rows(page)).toEqual(['Ada', HOSTILE]);
    expect(page.url()).toBe(`${server.origin}/`);
    expect(signIn.grants).toEqual(['authorization_code']);
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    expect(await offences()).toEqual([]);
    await close();
  });

  test('refuses a sign-in that this browser did not begin', async () => {
    const { page, close } = await opened();
    signIn.state = 'forged';
    await page.click('#sign-in');
    await page.waitForSelector('#failure:not([hidden])');
    expect(await textOf(page, '#failure')).toBe('The sign-in was not completed. Try again.');
    expect(signIn.grants).toEqual([]);
    await close();
  });

  test('shows what hostile visitors sent as text, everywhere', async () => {
    const { page, offences, close } = await opened();
    await enter(page);
    await show(page, evil.id);
    expect(await textOf(page, '#text-of-message')).toBe(HOSTILE);
    expect(await page.inputValue('#note')).toBe(HOSTILE);
    const facts = await textOf(page, '#facts');
    expect(facts.split(HOSTILE)).toHaveLength(5);
    expect(await page.evaluate('window.harmed')).toBeUndefined();
    const tags = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main *')].map(({ localName }) => localName)`,
    );
    expect(tags).not.toContain('img');
    expect(tags).not.toContain('svg');
    expect(tags).not.toContain('script');
    const link = await page.getAttribute('#facts a', 'href');
    expect(link).toBe(`mailto:${encodeURIComponent(HOSTILE)}`);
    expect(await offences()).toEqual([]);
    await close();
  });

  test('control: the browser refuses HTML from a string on this page', async () => {
    const { page, close } = await opened();
    await expect(page.evaluate(`document.body.innerHTML = '<b>x</b>'`)).rejects.toThrow(
      /TrustedHTML/,
    );
    await close();
  });

  test('handles a message with a note, and marks it as spam and back', async () => {
    const { server, page, close } = await opened();
    await enter(page);
    await show(page, ada.id);
    await page.fill('#note', 'sent the quote');
    await page.click('#handle');
    await said(page, 'Saved: it is handled.');
    expect(server.table.get(ada.id)).toMatchObject({
      handledAt: NOW.toISOString(),
      note: 'sent the quote',
    });
    await page.click('#spam');
    await said(page, 'It is marked as spam.');
    expect(server.table.get(ada.id)?.status).toBe('spam');
    await page.click('#spam');
    await said(page, 'It is no spam any more.');
    expect(server.table.get(ada.id)?.status).toBe('mailed');
    expect(server.queue.bodies).toEqual([]);
    await close();
  });

  test('searches, and exports what was found', async () => {
    const { page, close } = await opened();
    await enter(page);
    await page.selectOption('#handled', '');
    await page.fill('#text', 'موقع');
    await page.keyboard.press('Enter');
    await said(page, '1 message.');
    expect(await rows(page)).toEqual(['سارة']);
    const download = page.waitForEvent('download');
    await page.click('#export-csv');
    const file = await download;
    expect(file.suggestedFilename()).toBe('submissions.csv');
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('sara@example.org');
    expect(text).not.toContain('ada@example.org');
    await close();
  });

  test('erases a person only after the address is typed', async () => {
    const { server, page, close } = await opened();
    await enter(page);
    await show(page, ada.id);
    await page.click('#erase-sender');
    await page.click('#erasing .danger');
    expect(server.table.has(ada.id)).toBe(true);
    await page.fill('#address', 'ada@example.org');
    await page.click('#erasing .danger');
    await page.waitForSelector('#erased[open]');
    expect(await textOf(page, '#report')).toContain('1 submission in the table');
    expect(server.table.has(ada.id)).toBe(false);
    await page.click('#erased .primary');
    await page.waitForSelector('#inbox:not([hidden])');
    expect(await rows(page)).toEqual([HOSTILE]);
    await close();
  });

  test('gets a new token by itself, and ends when the person is disabled', async () => {
    const { page, close } = await opened();
    await enter(page);
    signIn.valid.clear();
    await show(page, ada.id);
    expect(signIn.grants).toEqual(['authorization_code', 'refresh_token']);
    signIn.valid.clear();
    signIn.enabled = false;
    await page.click('#message a[href="#"]');
    await page.waitForSelector('#welcome:not([hidden])');
    expect(await textOf(page, '#failure')).toBe('Your session has ended. Sign in again.');
    expect(await page.isVisible('#message')).toBe(false);
    await close();
  });

  test('says what went wrong, and goes on', async () => {
    const { page, close } = await opened();
    await enter(page);
    await page.context().setOffline(true);
    await page.click('#filters .primary');
    await page.waitForSelector('#failure:not([hidden])');
    expect(await textOf(page, '#failure')).toMatch(/^There was no answer\./);
    await page.context().setOffline(false);
    await page.click('#filters .primary');
    await page.waitForSelector('#failure', { state: 'hidden' });
    await close();
  });

  test('signs out', async () => {
    const { page, close } = await opened();
    await enter(page);
    await page.click('#sign-out');
    await page.waitForSelector('#welcome:not([hidden])');
    expect(await page.isVisible('#inbox')).toBe(false);
    await close();
  });
});

/** State -> how a person comes to it from the start. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  welcome: () => Promise.resolve(),
  inbox: async (page) => {
    await enter(page);
    await showAll(page);
  },
  message: async (page) => {
    await enter(page);
    await show(page, ada.id);
  },
  'hostile message': async (page) => {
    await enter(page);
    await show(page, evil.id);
  },
  erase: async (page) => {
    await enter(page);
    await page.click('#open-erase');
    await page.waitForSelector('#erase[open]');
  },
  // Of a report that is longer than the screen, the beginning is seen first.
  erased: async (page) => {
    await enter(page);
    await page.click('#open-erase');
    await page.fill('#address', 'nobody@example.org');
    await page.click('#erasing .danger');
    await page.waitForSelector('#erased[open]');
    expect(await page.evaluate(`document.getElementById('erased').scrollTop`)).toBe(0);
  },
  failure: async (page) => {
    await enter(page);
    await page.context().setOffline(true);
    await page.click('#filters .primary');
    await page.waitForSelector('#failure:not([hidden])');
  },
};

const SCREENS = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { colorScheme, viewport: { width: 1280, height: 900 } },
  { colorScheme, viewport: { width: 360, height: 740 } },
]);

describe.each(SCREENS)('in $colorScheme mode, $viewport.width px wide', (screen) => {
  test.each(Object.entries(STATES))(
    '%s: axe finds nothing, nothing is cut off',
    async (name, go) => {
      const { page, close } = await opened({ ...screen, reducedMotion: 'reduce' });
      await go(page);
      expect(await axeViolations(page)).toEqual([]);
      expect(
        await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBe(0);
      const folder = process.env['SCREENSHOTS'];
      if (folder)
        await page.screenshot({
          path: `${folder}/${name}-${screen.colorScheme}-${screen.viewport.width}.png`.replaceAll(
            ' ',
            '-',
          ),
          fullPage: true,
        });
      await close();
    },
  );
});

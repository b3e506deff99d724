import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe';
import { ARABIC, ENGLISH } from './support/forms';
import { contactSite } from './support/fixture';
import { failureOf, fillIn, proven, submit } from './support/visit';

const { api, open } = contactSite();

type Reach = (page: Page, form: typeof ENGLISH) => Promise<void>;

/** State -> how a visitor comes to it from the empty form. */
const STATES: Readonly<Record<string, Reach>> = {
  empty: () => Promise.resolve(),
  errors: async (page) => {
    await submit(page);
    await page.waitForSelector('#problems:not([hidden])');
  },
  filled: async (page, form) => {
    await fillIn(page, form);
    await proven(page);
  },
  busy: async (page, form) => {
    await fillIn(page, form);
    await submit(page);
  },
  limited: async (page, form) => {
    api().answers.push({ status: 429 });
    await fillIn(page, form);
    await submit(page);
    await failureOf(page);
  },
  offline: async (page, form) => {
    await fillIn(page, form);
    await page.context().setOffline(true);
    await submit(page);
    await failureOf(page);
  },
  'without the widget': async (page, form) => {
    await page.route('**/altcha.*/*', (route) => route.abort());
    await fillIn(page, form);
    await page.waitForSelector('#check p');
  },
  sent: async (page, form) => {
    await fillIn(page, form);
    await submit(page);
    await page.waitForSelector('#sent:not([hidden])');
  },
  'thank-you page': async (page, form) => {
    await page.goto(new URL(`/${form.thankYouPage}`, page.url()).href);
  },
  'page not found': async (page) => {
    await page.goto(new URL('/nothing', page.url()).href);
  },
};

/** A phone in dark mode, as narrow as WCAG 1.4.10 asks for, and a desk in light mode. */
const SCREENS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const;

describe.each([ENGLISH, ARABIC])('form $name', (form) => {
  describe.each(SCREENS)('in $colorScheme mode, $viewport.width px wide', (screen) => {
    test.each(Object.entries(STATES))(
      '%s: axe finds nothing, and nothing is cut off',
      async (_, reach) => {
        const { page, leave } = await open(form.page, { ...screen, reducedMotion: 'reduce' });
        await reach(page, form);
        expect(await axeViolations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await leave();
      },
    );
  });

  test('reads in forced colours', async () => {
    const { page, leave } = await open(form.page, { forcedColors: 'active' });
    await submit(page);
    expect(await axeViolations(page)).toEqual([]);
    const borders = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[name=name], select, textarea, button')]
        .map((element) => getComputedStyle(element).borderTopStyle)`,
    );
    expect(new Set(borders)).toEqual(new Set(['solid']));
    await leave();
  });
});

test('nothing moves for who asks for less motion', async () => {
  const { page, leave } = await open(ENGLISH.page, { reducedMotion: 'reduce' });
  await page.focus('[name=name]');
  await page.waitForSelector('altcha-widget [data-state]');
  const moving = await page.evaluate<number>(
    `[...document.querySelectorAll('*')]
      .filter((element) => getComputedStyle(element).animationName !== 'none').length`,
  );
  expect(moving).toBe(0);
  await leave();
});

test('control: axe and the measure notice a page that breaks their rules', async () => {
  const { page, leave } = await open(ENGLISH.page, SCREENS[1]);
  await page.evaluate(`
    document.querySelector('label').remove();
    document.querySelector('h1').append(document.createElement('img'));
    document.querySelector('main').style.setProperty('min-width', '500px');
  `);
  const found = (await axeViolations(page)).join('\n');
  expect(found).toMatch(/label: /);
  expect(found).toMatch(/image-alt: /);
  expect(await overflow(page)).toBeGreaterThan(100);
  await leave();
});

/** Pixels that stand out of the window, sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

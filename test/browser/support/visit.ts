import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { FormDefinition } from '../../../lambdas/contact-form/contract';
import { TYPED } from './forms';

export interface Visit {
  readonly page: Page;
  /** What should never happen: violated policies, errors of scripts, cookies, foreign hosts. */
  readonly offences: () => Promise<string[]>;
  readonly leave: () => Promise<void>;
}

const REPORT_VIOLATIONS = `
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.warn('policy: ' + violatedDirective + ' ' + blockedURI);
  });`;

/** Below Jest's limit, so that what was waited for is told. Only a hang takes so long. */
const HANG_MS = 4 * 60_000;

/** Opens an address in a browser of its own, and watches what the page does. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly hosts?: readonly string[] } = {},
): Promise<Visit> {
  const { hosts = [], ...contextOptions } = options;
  const context = await browser.newContext(contextOptions);
  context.setDefaultTimeout(HANG_MS);
  const offences: string[] = [];
  await context.addInitScript(REPORT_VIOLATIONS);
  const page = await context.newPage();
  page.on('console', (message) => {
    const text = message.text();
    if (/^policy: |Content Security Policy|CORS policy/.test(text)) offences.push(text);
  });
  page.on('pageerror', (error) => offences.push(error.message));
  page.on('request', (request) => {
    const { host } = new URL(request.url());
    if (![new URL(url).host, ...hosts].includes(host)) offences.push(`asks ${host}`);
  });
  await page.goto(url);
  return {
    page,
    offences: async () => [
      ...offences,
      ...(await context.cookies()).map(({ name }) => `cookie ${name}`),
    ],
    leave: () => context.close(),
  };
}

/** Fills in the whole form, as a visitor would. */
export async function fillIn(page: Page, { language }: FormDefinition) {
  for (const [name, text] of Object.entries(TYPED[language])) {
    await page.fill(`[name=${name}]`, text);
  }
  await page.selectOption('[name=topic]', { index: 1 });
  await page.check('[name=privacy]');
}

export async function submit(page: Page) {
  await page.click('button[type=submit]');
}

/** Id of the element that has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}

/** Waits until ALTCHA's widget has done its work. */
export async function proven(page: Page) {
  await page.waitForSelector('[data-state=verified]');
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.textContent(selector)) ?? '';
}

/** Waits for a sentence beside the button. */
export async function failureOf(page: Page): Promise<string> {
  await page.waitForSelector('#failure:not(:empty)');
  return textOf(page, '#failure');
}

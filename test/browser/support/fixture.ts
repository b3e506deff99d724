import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from './browser';
import { type FakeApi, fakeApi } from './fake-api';
import { ARABIC, ENGLISH } from './forms';
import type { Server } from './server';
import { serveSite } from './site-server';
import { visit } from './visit';

/** The site, an API that answers as the contract says, and a browser, for the tests of a file. */
export function contactSite() {
  let api: FakeApi;
  let site: Server;
  let browser: Browser;
  beforeAll(async () => {
    api = await fakeApi();
    site = await serveSite([ENGLISH, ARABIC], api.origin);
    api.thankYouUrl = `${site.origin}/${ENGLISH.thankYouPage}`;
    browser = await launchBrowser();
  });
  beforeEach(() => {
    api.posts.length = 0;
    api.answers.length = 0;
    api.challenges = 0;
    api.challenging = true;
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([site.close(), api.close()]);
  });
  return {
    api: () => api,
    site: () => site,
    browser: () => browser,
    open: (path: string, options?: BrowserContextOptions) =>
      visit(browser, `${site.origin}/${path}`, { ...options, hosts: [new URL(api.origin).host] }),
  };
}

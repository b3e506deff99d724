import { join } from 'node:path';
import type { Browser } from 'playwright-core';

/** An open console, which counts how late events are (watch-events.js). */
export async function openConsole(browser: Browser, address: string) {
  const page = await browser.newPage();
  await page.addInitScript({ path: join(__dirname, 'watch-events.js') });
  await page.goto(address);
  return {
    /** Milliseconds of each event so far. */
    delays: () => page.evaluate<number[]>('window.delays'),
  };
}

/** Milliseconds from opening the address to the first text on the screen, in a browser that knows nothing yet. */
export async function firstPaint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    // As text, and by the debugger: the page's own policy forbids `eval`, with which Playwright polls.
    return await page.evaluate<number>(`new Promise((resolve) => {
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries())
          if (name === 'first-contentful-paint') resolve(startTime);
      }).observe({ type: 'paint', buffered: true });
    })`);
  } finally {
    await context.close();
  }
}

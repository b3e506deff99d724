import { execFileSync } from 'node:child_process';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { nodeBinary } from '../../../rehearsal/paths';

/** The package is an ES module, which Jest cannot load. */
const PRINT_PATH = `
  const { default: chromium } = await import('@sparticuz/chromium');
  process.stdout.write(await chromium.executablePath());
`;

/** The package's Chromium is built for Linux on x64. */
const hasPackagedChromium = process.platform === 'linux' && process.arch === 'x64';

/** A headless Chromium; where the package has none, the machine's Chrome. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(hasPackagedChromium ? packagedChromium() : { channel: 'chrome' }),
    // Only a hang takes so long.
    timeout: 4 * 60_000,
  });
}

/** Without the package's own arguments: they switch off CORS, which we test, and the GPU's process. */
function packagedChromium(): LaunchOptions {
  const executablePath = execFileSync(nodeBinary, ['--input-type=module', '-e', PRINT_PATH], {
    encoding: 'utf8',
  });
  // A container's root may not make the namespaces of a sandbox.
  return { executablePath, args: ['--no-sandbox'] };
}

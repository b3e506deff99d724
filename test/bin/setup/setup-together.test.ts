import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, untilGone } from '../../helpers/living-processes';
import { Checkout, until } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => {
  rmSync(checkout.root, { recursive: true, force: true });
});

/** Notes its process id and works until the file `go` exists; then as the given command. */
const waitingNpm = `#!/bin/sh
echo "npm $*" >> calls
rm -rf node_modules
mkdir -p node_modules/one node_modules/.bin
touch node_modules/one/package.json node_modules/.bin/node
echo $$ > npm-id
mv npm-id npm-started
while [ ! -e go ]; do sleep 0.05; done
cp package-lock.json node_modules/.package-lock.json
`;

describe('two setups at once', () => {
  test('install once: the second waits and finds everything there', async () => {
    checkout.program('npm', waitingNpm);
    const first = checkout.startSetup();
    await until(() => checkout.has('npm-started'));
    const second = checkout.startSetup();
    const told = new Promise((resolve) => second.child.stdout.once('data', resolve));
    await told;
    checkout.write('go', '');

    expect((await first.ended).code).toBe(0);
    const { code, output } = await second.ended;
    expect(code).toBe(0);
    expect(output).toContain(`Another setup (process ${first.child.pid ?? 0}) is at work`);
    expect(checkout.calls).toEqual(['npm', 'python', 'pip']);
  });

  test('do not wait for one that has died', () => {
    // Process ids end far below on Linux and macOS.
    checkout.write('.waypost/setup.lock', '99999999');
    expect(checkout.setup().code).toBe(0);
    expect(checkout.has('.waypost/setup.lock')).toBe(false);
  });
});

describe('an interrupted setup', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends what it started, and the next one installs anew',
    async (signal, exitCode) => {
      checkout.program('npm', waitingNpm);
      const { child, ended } = checkout.startSetup();
      await until(() => checkout.has('npm-started'));
      child.kill(signal);

      const { code, output } = await ended;
      expect(code).toBe(exitCode);
      expect(output).not.toContain('failed');
      expect(checkout.has('.waypost/setup.lock')).toBe(false);
      checkout.write('go', '');
      expect(checkout.setup().code).toBe(0);
      expect(checkout.calls).toEqual(['npm', 'npm', 'python', 'pip']);
    },
  );

  test('leaves no npm behind', async () => {
    checkout.program('npm', waitingNpm);
    const { child, ended } = checkout.startSetup();
    await until(() => checkout.has('npm-started'));
    child.kill('SIGTERM');
    await ended;
    const npm = Number(readFileSync(join(checkout.root, 'npm-started'), 'utf8'));
    await untilGone(npm);

    expect(isAlive(npm)).toBe(false);
    expect(checkout.has('node_modules/.package-lock.json')).toBe(false);
  });
});

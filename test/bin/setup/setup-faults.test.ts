import { rmSync } from 'node:fs';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => {
  rmSync(checkout.root, { recursive: true, force: true });
});

/** A program that prints a line and fails. */
const failing = (line: string) => `#!/bin/sh\necho "${line}" >&2\nexit 1\n`;

/** Python 3.12 whose pip fails. */
const pythonWithPip = (line: string) => `#!/bin/sh
case "$1 $2" in
  "-c "*) echo "3 12 True" ;;
  "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  "-m pip") echo "${line}" >&2; exit 1 ;;
esac
`;

type Break = (checkout: Checkout) => void;
const replace =
  (name: string, script: string): Break =>
  (c) => {
    c.program(name, script);
  };
const remove =
  (name: string): Break =>
  (c) => {
    c.without(name);
  };

describe('setup says what is missing and how to get it:', () => {
  test.each<[string, Break, RegExp]>([
    ['git', remove('git'), /git is not on the PATH\. .*apt install git/],
    ['npm', remove('npm'), /npm is not on the PATH\. It comes with Node\.js/],
    [
      'Python',
      remove('python3'),
      /Python 3\.10 or newer is needed.*none is on the PATH[^]*apt install python3/,
    ],
    ['a newer Python', replace('python3', '#!/bin/sh\necho "3 9 True"'), /python3 is 3\.9/],
    [
      'a Python that starts',
      replace('python3', failing('xcode-select: no tools')),
      /none is on the PATH/,
    ],
    [
      'venv',
      replace('python3', '#!/bin/sh\necho "3 11 False"'),
      /venv and ensurepip are missing[^]*apt install python3\.11-venv/,
    ],
    [
      'the network, for npm',
      replace('npm', failing('npm error code ENOTFOUND')),
      /registry cannot be reached/,
    ],
    [
      'the network, for pip',
      replace('python3', pythonWithPip('Failed to establish a new connection')),
      /registry cannot be reached/,
    ],
    ['space, for npm', replace('npm', failing('npm error code ENOSPC')), /The disk is full/],
    [
      'space, for pip',
      replace('python3', pythonWithPip('OSError: [Errno 28] No space left on device')),
      /The disk is full/,
    ],
    [
      'install scripts',
      replace(
        'npm',
        '#!/bin/sh\nmkdir -p node_modules/one\ntouch node_modules/one/package.json\ncp package-lock.json node_modules/.package-lock.json',
      ),
      /ignore-scripts/,
    ],
    [
      'a readable lockfile',
      (c) => {
        c.write('package-lock.json', '<<<<<<< HEAD');
      },
      /package-lock\.json cannot be read/,
    ],
  ])('%s', (_, breakIt, message) => {
    breakIt(checkout);
    const { code, output } = checkout.setup();

    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['versions', "{ node: '18.20.0' }", /Node\.js 18\.20\.0 is too old; 20 or newer is needed/],
    ['platform', "'win32'", /On Windows, use WSL/],
  ])('a machine whose %s it does not take', (key, value, message) => {
    const { code, output } = checkout.setup(
      `Object.defineProperty(process, '${key}', { value: ${value} });`,
    );
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(checkout.calls).toEqual([]);
  });

  test("the end of npm's output and the path of the whole", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `echo "line ${index}"`).join('\n');
    checkout.program('npm', `#!/bin/sh\n${lines}\nexit 1\n`);
    const { output } = checkout.setup();

    expect(output).toContain('`npm ci` failed with exit code 1');
    expect(output).toContain('| line 39');
    expect(output).not.toContain('| line 3\n');
    const log = /All of it: (.*)/.exec(output)?.[1];
    expect(log).toBe(`${checkout.root}/.waypost/setup/npm-ci.log`);
  });
});

test('what has failed is tried again by the next setup', () => {
  checkout.program('python3', pythonWithPip('no'));
  expect(checkout.setup().code).toBe(1);
  expect(checkout.has('.waypost/venv/bin/python')).toBe(true);
  expect(checkout.setup().code).toBe(1);
});

import { rmSync } from 'node:fs';
import { Checkout } from './setup/checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => {
  rmSync(checkout.root, { recursive: true, force: true });
});

/** Runs before the setup, which then takes the machine for another one. */
const on = (platform: string, arch: string) =>
  `Object.defineProperties(process, { platform: { value: '${platform}' }, arch: { value: '${arch}' } });`;

const EVERYTHING = ['npm', 'python', 'pip'];

describe('setup', () => {
  test('of a fresh clone installs both, and says how long it may take', () => {
    const { code, output } = checkout.setup();

    expect({ code, calls: checkout.calls }).toEqual({ code: 0, calls: EVERYTHING });
    expect(output).toMatch(/Node packages .*minutes/);
    expect(output).toMatch(/emulated AWS .*minute/);
  });

  test('of a second time installs nothing and says nothing', () => {
    checkout.setup();

    expect(checkout.setup()).toEqual({ code: 0, output: '' });
    expect(checkout.calls).toEqual(EVERYTHING);
  });

  test('for tests installs the AWS CLI beside the emulator, once, and again when it has gone', () => {
    const linux = on('linux', 'x64');
    checkout.setup(linux);

    expect(checkout.setup(linux, '--tests').output).toMatch(/AWS CLI .*minute/);
    expect(checkout.setup(linux, '--tests')).toEqual({ code: 0, output: '' });
    expect(checkout.calls).toEqual([...EVERYTHING, 'pip']);
    checkout.remove('.waypost/aws-cli/aws');
    expect(checkout.setup(linux, '--tests').code).toBe(0);
    expect(checkout.has('.waypost/aws-cli/aws')).toBe(true);
  });

  test("for tests takes the machine's own AWS CLI where AWS publishes none as a package", () => {
    const mac = on('darwin', 'arm64');
    const { code, output } = checkout.setup(mac, '--tests');
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('version 2 of the AWS CLI on the PATH') as string,
    });

    checkout.program('aws', '#!/bin/sh\necho aws-cli/1.44.0 Python/3.12\n');
    expect(checkout.setup(mac, '--tests')).toMatchObject({
      code: 1,
      output: expect.stringContaining('says "aws-cli/1.44.0') as string,
    });
    checkout.program('aws', '#!/bin/sh\necho aws-cli/2.30.0 Python/3.13\n');
    expect(checkout.setup(mac, '--tests').code).toBe(0);
    expect(checkout.has('.waypost/aws-cli/aws')).toBe(true);
  });

  test.each<[string, (checkout: Checkout) => void, string[]]>([
    [
      'the lockfile has changed',
      (c) => {
        c.lockVersion('2.0.0');
      },
      ['npm'],
    ],
    [
      'node_modules has gone',
      (c) => {
        c.remove('node_modules');
      },
      ['npm'],
    ],
    [
      'an installation was interrupted',
      (c) => {
        c.remove('node_modules/.package-lock.json');
      },
      ['npm'],
    ],
    [
      'a removal was interrupted',
      (c) => {
        c.remove('node_modules/one');
      },
      ['npm'],
    ],
    [
      'the requirements have changed',
      (c) => {
        c.write('rehearsal/emulator/requirements.txt', 'x');
      },
      ['python', 'pip'],
    ],
    [
      "the environment's Python has gone",
      (c) => {
        c.remove('.waypost/venv/bin/python');
      },
      ['python', 'pip'],
    ],
    [
      'pip was interrupted',
      (c) => {
        c.remove('.waypost/venv/requirements.sha256');
      },
      ['python', 'pip'],
    ],
  ])('installs again what it must when %s', (_, change, calls) => {
    checkout.setup();
    change(checkout);

    expect(checkout.setup().code).toBe(0);
    expect(checkout.calls).toEqual([...EVERYTHING, ...calls]);
    expect(checkout.setup().output).toBe('');
  });

  test('needs no package of another platform, which npm leaves out', () => {
    checkout.setup();
    const one = { version: '1.0.0', integrity: 'sha512-1.0.0' };
    const packages = {
      '': {},
      'node_modules/one': one,
      'node_modules/win': { ...one, optional: true },
    };
    checkout.write('package-lock.json', JSON.stringify({ packages }));

    expect(checkout.setup()).toEqual({ code: 0, output: '' });
  });

  test('takes the first Python that will do', () => {
    checkout.rename('python3', 'python3.12');
    checkout.program('python3', '#!/bin/sh\necho "3 9 True"\n');
    checkout.program('python3.13', '#!/bin/sh\necho "3 13 False"\n');

    expect(checkout.setup().code).toBe(0);
    expect(checkout.calls).toEqual(EVERYTHING);
  });
});

import type { MachineView } from '../../../../../bin/commands/doctor/ports';
import { CommandError } from '../../../../../bin/commands/terminal/command-error';
import { doctor } from '../fakes';

const missing = Object.assign(new Error('Python 3.10 or newer is needed.\nInstall it.'), {
  code: 'PYTHON_MISSING',
});

describe('doctor of this machine', () => {
  test('says what a rehearsal finds there, before the accounts', async () => {
    const { code, stdout } = await doctor('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^this machine\n {2}fine {3}Node.js 24.21.0\n/);
    expect(stdout).toContain('80.0 GB are free');
    expect(stdout.indexOf('this machine')).toBeLessThan(stdout.indexOf('tools (account'));
  });

  test.each<[string, Partial<MachineView>, RegExp]>([
    ['an old Node', { node: '18.20.1' }, /Node.js 18.20.1 is too old\n +Install 20 or newer/],
    ['no Python', { python: () => Promise.reject(missing) }, /Python 3.10 .*\n +Install it/],
    ['no git', { git: () => undefined }, /git is not on the PATH\n +On Debian/],
    [
      'a full disk',
      { freeBytes: () => 4.94e9 },
      /4\.9 GB are free .* needs 5\.0 GB\n.*waypost clean/,
    ],
    [
      'no loopback interface',
      { openPort: () => Promise.reject(new Error('listen EACCES')) },
      /no program can listen on 127.0.0.1: listen EACCES\n/,
    ],
  ])('with %s is wrong, and says what to do', async (_, machine, expected) => {
    const { code, stdout, stderr } = await doctor('', { machine });
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
    expect(stderr).toContain('One thing is wrong');
  });

  test('speaks while there are no credentials yet', async () => {
    const none = new CommandError('AWS_CREDENTIALS_MISSING', 'No AWS credentials found.');
    const { code, stdout, stderr } = await doctor('', { profiles: { '': none } });
    expect(stdout).toContain('this machine');
    expect(code).toBe(1);
    expect(stderr).toContain('No AWS credentials found.');
  });

  test('is left out when one account is asked for', async () => {
    const { stdout } = await doctor('prod', { machine: { node: '18.0.0' } });
    expect(stdout).not.toContain('Node.js');
  });
});

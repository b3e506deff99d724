import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../../..');

test('doctor examines the machine that it runs on, though it has no credentials', () => {
  const home = mkdtempSync(join(tmpdir(), 'waypost-no-credentials-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/waypost.mjs', 'doctor'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(stdout).toMatch(/^this machine\n {2}fine {3}Node\.js \d+/);
    expect(stdout).toMatch(/fine {3}Python for the emulated AWS: \/.*\n {2}fine {3}git version/);
    expect(stdout).toMatch(/GB are free .*\n(.*\n)?.*127\.0\.0\.1/);
    expect(stderr).toContain('No AWS credentials found');
    expect(status).toBe(1);
  } finally {
    rmSync(home, { recursive: true });
  }
});

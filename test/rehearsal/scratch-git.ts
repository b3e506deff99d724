import { execFileSync } from 'node:child_process';

/** Runs git in a folder of the test's own, untouched by whoever's configuration is on the machine. */
export function gitIn(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).trim();
}

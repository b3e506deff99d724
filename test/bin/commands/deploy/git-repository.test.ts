import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository } from '../../../../bin/commands/deploy/git-repository';

let folder: string;
let clone: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-git-'));
  clone = join(folder, 'clone');
  mkdirSync(clone);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
  return execFileSync('git', [...identity, ...args], {
    cwd: clone,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** A clone with one commit, pushed to `main` of a bare `origin`. */
function pushedClone(): string {
  git('init', '--quiet', '--bare', join(folder, 'origin'));
  git('init', '--quiet');
  git('remote', 'add', 'origin', join(folder, 'origin'));
  git('commit', '--quiet', '--allow-empty', '--message', 'one');
  git('push', '--quiet', 'origin', 'HEAD:main');
  return git('rev-parse', 'HEAD');
}

describe('git repository', () => {
  test('knows a folder that is none', async () => {
    expect(await gitRepository(clone).isRepository()).toBe(false);
  });

  test('says what git says when the folder belongs to somebody else', async () => {
    git('init', '--quiet');
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      await expect(gitRepository(clone).isRepository()).rejects.toThrow(/dubious ownership/);
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
  });

  test('has no HEAD before its first commit', async () => {
    git('init', '--quiet');
    expect(await gitRepository(clone).isRepository()).toBe(true);
    expect(await gitRepository(clone).head()).toBeUndefined();
  });

  test('knows its HEAD and what the remote branch has', async () => {
    const commit = pushedClone();
    const repository = gitRepository(clone);

    expect(await repository.head()).toBe(commit);
    expect(await repository.pushed('main')).toBe(commit);

    git('commit', '--quiet', '--allow-empty', '--message', 'two');
    expect(await repository.head()).not.toBe(commit);
    expect(await repository.pushed('main')).toBe(commit);
  });

  test('finds no branch at the remote by the end of its name alone', async () => {
    pushedClone();
    git('push', '--quiet', 'origin', 'HEAD:refs/heads/release/next');
    expect(await gitRepository(clone).pushed('next')).toBeUndefined();
  });

  test('lists what is not committed, new files included', async () => {
    pushedClone();
    expect(await gitRepository(clone).changes()).toEqual([]);
    writeFileSync(join(clone, 'new.txt'), '');
    expect(await gitRepository(clone).changes()).toEqual(['?? new.txt']);
  });

  test('says how to name a remote where there is none to ask', async () => {
    git('init', '--quiet');
    await expect(gitRepository(clone).pushed('main')).rejects.toMatchObject({
      code: 'NO_REMOTE',
      message: expect.stringContaining('git remote add origin') as string,
    });
  });

  test('says what git said when the remote cannot be reached', async () => {
    git('init', '--quiet');
    git('remote', 'add', 'origin', 'ssh://127.0.0.1:1/none.git');
    await expect(gitRepository(clone).pushed('main')).rejects.toMatchObject({
      code: 'GIT_FAILED',
      message: expect.stringMatching(/^git ls-remote origin.*failed in .*: ./s) as string,
    });
  });
});

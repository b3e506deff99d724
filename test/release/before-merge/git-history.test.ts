import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branchHistory } from '../../../release/before-merge/git-history';
import { gitIn } from '../../rehearsal/scratch-git';

let folder: string;
let clone: string;

const git = (...args: string[]) => gitIn(clone, ...args);

function commit(file: string, content: string, message: string): string {
  writeFileSync(join(clone, file), content);
  git('add', '-A');
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
}

/** A branch of two commits and a merge of what `main` did meanwhile, in a clone of an origin. */
let first: string;
let second: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-history-'));
  clone = join(folder, 'clone');
  const origin = join(folder, 'origin');
  mkdirSync(clone);
  gitIn(folder, 'init', '--quiet', '--bare', origin);
  git('init', '--quiet', '-b', 'main');
  git('remote', 'add', 'origin', origin);
  commit('CHANGELOG.md', '- One.\n', 'feat: begin');
  git('push', '--quiet', 'origin', 'main');
  git('checkout', '--quiet', '-b', 'topic');
  // Its line looks like a patch's heading: `+++ secret`.
  first = commit('a file.txt', '++ secret\n', 'feat: put\n\nThe reason.');
  second = commit('a file.txt', 'nothing\n', 'fix: take out');
  git('checkout', '--quiet', 'main');
  commit('other.txt', 'theirs\n', 'theirs');
  git('push', '--quiet', 'origin', 'main');
  git('checkout', '--quiet', 'topic');
  git('merge', '--quiet', '--no-edit', 'main');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('history of a branch', () => {
  test('has its own commits, oldest first, without merges and what came by them', async () => {
    const { commits } = await branchHistory(clone, 'origin/main');
    expect(commits).toEqual([
      { hash: first, message: 'feat: put\n\nThe reason.', paths: ['a file.txt'] },
      { hash: second, message: 'fix: take out', paths: ['a file.txt'] },
    ]);
  });

  test('has what a commit added and a later one took out', async () => {
    const { added } = await branchHistory(clone, 'origin/main');
    expect(added.map(({ content }) => content)).toEqual(['++ secret', 'nothing']);
    expect(added[0]?.at).toBe(`commit ${first.slice(0, 10)}`);
  });

  test('knows a file as it was and as it is', async () => {
    const { before, after } = await branchHistory(clone, 'origin/main');
    expect(await before('a file.txt')).toBe('');
    expect(await after('a file.txt')).toBe('nothing\n');
    expect(await before('CHANGELOG.md')).toBe('- One.\n');
  });

  test('fetches the base where the clone is of one branch', async () => {
    git('update-ref', '-d', 'refs/remotes/origin/main');
    const { commits } = await branchHistory(clone, 'origin/main');
    expect(commits).toHaveLength(2);
  });

  test('is an error where there is none', async () => {
    await expect(branchHistory(clone, 'origin/nowhere')).rejects.toMatchObject({
      code: 'HISTORY_UNAVAILABLE',
    });
    await expect(branchHistory(tmpdir(), 'main')).rejects.toMatchObject({
      code: 'HISTORY_UNAVAILABLE',
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHistory } from '../../../bin/assembly/history';
import { gitIn } from '../../rehearsal/scratch-git';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'waypost-history-'));
});
afterEach(() => {
  rmSync(work, { recursive: true, force: true });
});

const git = (...args: string[]) => gitIn(work, ...args);
const commit = (...subjects: string[]) => {
  for (const subject of subjects) git('commit', '--quiet', '--allow-empty', '-m', subject);
};

describe('history', () => {
  test('has the newest commit first, each with its parents, day and first line', () => {
    git('init', '--quiet', '--initial-branch=main');
    commit('feat: one\n\nwhy', 'fix: two \x1f <b>|</b> "three"');
    const [two, one] = readHistory(work);
    expect(two).toMatchObject({
      hash: git('rev-parse', 'HEAD'),
      parents: [one?.hash],
      subject: 'fix: two \x1f <b>|</b> "three"',
    });
    expect(one).toMatchObject({ parents: [], subject: 'feat: one' });
    expect(one?.date).toBe(git('log', '-1', '--format=%aI', 'HEAD~1'));
  });

  test('knows both parents of a merge', () => {
    git('init', '--quiet', '--initial-branch=main');
    commit('one');
    git('checkout', '--quiet', '-b', 'side');
    commit('side');
    git('checkout', '--quiet', 'main');
    commit('two');
    git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
    expect(readHistory(work)[0]?.parents).toEqual([
      git('rev-parse', 'HEAD^1'),
      git('rev-parse', 'HEAD^2'),
    ]);
  });

  test('ends where a shallow clone does', () => {
    git('init', '--quiet', '--initial-branch=main', 'origin');
    gitIn(join(work, 'origin'), 'commit', '--quiet', '--allow-empty', '-m', 'one');
    gitIn(join(work, 'origin'), 'commit', '--quiet', '--allow-empty', '-m', 'two');
    git('clone', '--quiet', '--depth=1', `file://${join(work, 'origin')}`, 'clone');
    expect(readHistory(join(work, 'clone')).map(({ subject }) => subject)).toEqual(['two']);
  });

  test('is empty without git, and before the first commit', () => {
    writeFileSync(join(work, 'file'), '');
    expect(readHistory(work)).toEqual([]);
    git('init', '--quiet');
    expect(readHistory(work)).toEqual([]);
  });
});

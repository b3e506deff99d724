import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RUN } from '../../../rehearsal/workspace/sweep';
import { findCandidate, Workspace, WorkspaceError } from '../../../rehearsal/workspace/workspace';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-repository-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  }).trim();
const write = (path: string, text: string) => {
  writeFileSync(join(folder, path), text);
};

function commitOne() {
  git('init', '--quiet');
  write('a.txt', 'committed');
  write('.gitignore', '.waypost/\nignored\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'one');
  return git('rev-parse', 'HEAD');
}

describe('repository', () => {
  test('that is none is refused with the commands that make one', async () => {
    await expect(findCandidate(folder)).rejects.toThrow(WorkspaceError);
    await expect(findCandidate(folder)).rejects.toThrow(/not in a git repository.*git init/);
  });

  test('that belongs to somebody else keeps the advice that git itself gives', async () => {
    commitOne();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      await expect(findCandidate(folder)).rejects.toThrow(/dubious ownership/);
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
  });

  test('without a commit is refused with the commands that make one', async () => {
    git('init', '--quiet');

    await expect(findCandidate(folder)).rejects.toThrow(/no commit yet.*git commit/);
  });

  test('is rehearsed at its last commit, and what is not committed is named', async () => {
    const head = commitOne();
    write('a.txt', 'changed');
    write('new.txt', 'new');
    write('ignored', '');

    expect(await findCandidate(folder)).toEqual({
      repository: folder,
      commit: head,
      head,
      branch: git('branch', '--show-current'),
      uncommitted: ['a.txt', 'new.txt'],
    });
  });

  test('control: has nothing uncommitted when everything is committed', async () => {
    commitOne();

    expect((await findCandidate(folder)).uncommitted).toEqual([]);
  });

  test('is rehearsed as its files are with the working tree, and index and refs stay', async () => {
    const head = commitOne();
    write('a.txt', 'changed');
    write('new.txt', 'new');
    git('add', 'new.txt');
    write('new.txt', 'newer than staged');
    const before = [git('status', '--porcelain'), git('for-each-ref'), git('diff', '--cached')];

    const { commit, uncommitted, ...checkedOut } = await findCandidate(folder, true);

    expect(uncommitted).toEqual([]);
    expect(checkedOut.head).toBe(head);
    expect(git('rev-parse', `${commit}^`)).toBe(head);
    expect(git('show', `${commit}:a.txt`)).toBe('changed');
    expect(git('show', `${commit}:new.txt`)).toBe('newer than staged');
    expect([git('status', '--porcelain'), git('for-each-ref'), git('diff', '--cached')]).toEqual(
      before,
    );
  });

  test('is found from a folder inside, and whatever GIT_DIR says', async () => {
    const head = commitOne();
    process.env['GIT_DIR'] = '/nowhere';
    try {
      expect((await findCandidate(join(folder, '.git', '..'))).commit).toBe(head);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});

describe('workspace', () => {
  test('has a clone on the branch with the commit, clean although node_modules is a link', async () => {
    const commit = commitOne();
    const modules = mkdtempSync(join(tmpdir(), 'waypost-modules-'));
    const workspace = await Workspace.make(folder, new Date());
    try {
      await workspace.makeCheckout(commit);
      await workspace.linkPackages(new Map([['', modules]]));
      await workspace.publish(commit, 'release');
      const inCheckout = (...args: string[]) =>
        execFileSync('git', args, { cwd: workspace.checkout, encoding: 'utf8' }).trim();

      expect(readFileSync(join(workspace.checkout, 'a.txt'), 'utf8')).toBe('committed');
      expect(inCheckout('status', '--porcelain')).toBe('');
      expect(inCheckout('rev-parse', '--abbrev-ref', 'HEAD')).toBe('release');
      expect(inCheckout('ls-remote', 'origin', 'refs/heads/release')).toContain(commit);
      expect(realpathSync(join(workspace.checkout, 'node_modules'))).toBe(realpathSync(modules));
    } finally {
      await workspace.remove();
      rmSync(modules, { recursive: true });
    }
  });

  test("does without the owner's hooks, templates, line ends and signatures", async () => {
    const commit = commitOne();
    const home = mkdtempSync(join(tmpdir(), 'waypost-home-'));
    const hooks = join(home, 'hooks');
    mkdirSync(hooks);
    for (const hook of ['pre-receive', 'post-checkout', 'pre-push']) {
      writeFileSync(join(hooks, hook), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    }
    writeFileSync(
      join(home, 'config'),
      `[core]\nhooksPath = ${hooks}\nautocrlf = true\n[init]\ntemplateDir = /no/such/folder\n` +
        '[push]\ngpgSign = true\n[safe]\nbareRepository = explicit\n',
    );
    process.env['GIT_CONFIG_GLOBAL'] = join(home, 'config');
    try {
      const workspace = await Workspace.make(folder, new Date());
      await workspace.makeCheckout(commit);
      await workspace.publish(commit, 'main');

      expect(readFileSync(join(workspace.checkout, '.gitignore'), 'utf8')).not.toContain('\r');
      await workspace.remove();
    } finally {
      delete process.env['GIT_CONFIG_GLOBAL'];
      rmSync(home, { recursive: true });
    }
  });

  test('lies outside the repository, and goes; its logs stay', async () => {
    commitOne();
    const workspace = await Workspace.make(folder, new Date());

    expect(workspace.root.startsWith(folder)).toBe(false);
    await workspace.remove();
    expect(existsSync(workspace.root)).toBe(false);
    expect(existsSync(workspace.logs)).toBe(true);
  });

  test('goes when what it removes on the side has gone, and neither minds the other', async () => {
    commitOne();
    const workspace = await Workspace.make(folder, new Date());
    const build = join(workspace.builds, 'one');
    mkdirSync(join(build, 'deep'), { recursive: true });
    writeFileSync(join(build, 'deep', 'file'), '');

    const left = workspace.discard(build);
    await workspace.remove();
    expect(await left).toBeUndefined();
    expect(existsSync(workspace.root)).toBe(false);
    expect(await workspace.discard(build)).toBeUndefined();
  });

  test('goes after the work in it, which would make it anew', async () => {
    commitOne();
    const workspace = await Workspace.make(folder, new Date());
    const work = async () => {
      // Who does not wait for it has removed the folder long before.
      for (let tries = 0; tries < 25 && existsSync(workspace.root); tries += 1) await delay(20);
      mkdirSync(join(workspace.builds, 'late'), { recursive: true });
      throw new Error('the build was killed');
    };

    const [ended] = await Promise.allSettled([workspace.during(work()), workspace.remove()]);
    expect(ended.status).toBe('rejected');
    expect(existsSync(workspace.root)).toBe(false);
  });

  test('goes, too, when git fails while it is made', async () => {
    commitOne();
    const own = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`${RUN}${process.pid}-`));
    const before = own();
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    writeFileSync(join(tools, 'git'), '#!/bin/sh\nexit 130\n', { mode: 0o755 });
    const { PATH } = process.env;
    process.env['PATH'] = `${tools}:${PATH ?? ''}`;
    try {
      await expect(Workspace.make(folder, new Date())).rejects.toThrow(/git init/);
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(own()).toEqual(before);
  });

  test('is another for each of two rehearsals at once', async () => {
    commitOne();
    const [one, other] = await Promise.all([
      Workspace.make(folder, new Date()),
      Workspace.make(folder, new Date()),
    ]);

    expect(one.root).not.toBe(other.root);
    await Promise.all([one.remove(), other.remove()]);
  });

  test('takes a push of a commit from a shallow clone', async () => {
    commitOne();
    write('a.txt', 'two');
    git('commit', '--quiet', '--all', '--message', 'two');
    const shallow = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-shallow-'));
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${folder}`, shallow]);
    const { commit } = await findCandidate(shallow);
    const workspace = await Workspace.make(shallow, new Date());

    await workspace.makeCheckout(commit);
    expect(readFileSync(join(workspace.checkout, 'a.txt'), 'utf8')).toBe('two');
    await workspace.remove();
    rmSync(shallow, { recursive: true });
  });
});

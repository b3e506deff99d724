import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { size } from '../../../../bin/commands/clean/action';
import { cleanPorts } from '../../../../bin/commands/clean/adapters';
import type { CleanPorts } from '../../../../bin/commands/clean/ports';
import { waypostProgram } from '../../../../bin/commands/program';
import { main } from '../../../../bin/commands/terminal/main';
import { RUN } from '../../../../rehearsal/workspace/sweep';

const { pid: DEAD } = spawnSync('true');
const MEGABYTE = 1_000_000;

let root: string;
let temporary: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waypost-clean-'));
  temporary = join(root, 'temporary');
  mkdirSync(temporary);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A file of a megabyte, at a path below the repository. */
function make(...path: readonly string[]): void {
  const file = join(root, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.alloc(MEGABYTE, 'x'));
}

function makeAll(): void {
  make('.waypost', 'cloud', 'state', 'iam.json');
  make('.waypost', 'logs', `20260101T000000-${DEAD}`, 'emulator.log');
  make('.waypost', 'venv', 'bin', 'python');
  make('temporary', `${RUN}${DEAD}-AbC1`, 'checkout');
}

/** By the command line, in the real file system. */
async function clean(args: readonly string[] = [], others: Partial<CleanPorts> = {}) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const program = waypostProgram(
    {
      root,
      config() {
        throw new Error('The configuration was read');
      },
    },
    { clean: (folder) => ({ ...cleanPorts(folder, temporary), print, ...others }) },
  );
  const code = await main(program, ['clean', ...args], print);
  return { code: code ?? 0, output: lines.join('\n') };
}

const inWaypost = () => readdirSync(join(root, '.waypost'));
const hasWaypost = () => existsSync(join(root, '.waypost'));

describe('waypost clean', () => {
  test('removes the kept cloud, logs and folders of killed runs, and says what each frees', async () => {
    makeAll();
    const { code, output } = await clean();

    expect(code).toBe(0);
    expect(output).toMatch(/1\.0 MB {2}kept cloud: .*cloud$/m);
    expect(output).toMatch(/1\.0 MB {2}logs of earlier runs: .*logs$/m);
    expect(output).toMatch(/1\.0 MB {2}folder of a run that was killed: /);
    expect(output).toMatch(/3\.0 MB {2}freed$/m);
    expect(inWaypost()).toEqual(['venv']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('keeps what is installed, and says so; --all removes it, too', async () => {
    makeAll();
    expect((await clean()).output).toMatch(/Kept 1\.0 MB .*venv\. --all removes it, too\./);
    expect((await clean(['--all'])).output).toContain('venv');
    expect(hasWaypost()).toBe(false);
  });

  test('--dry-run says the same and removes nothing', async () => {
    makeAll();
    const { output } = await clean(['--dry-run']);

    expect(output).toMatch(/3\.0 MB {2}would be freed$/m);
    expect(inWaypost().sort()).toEqual(['cloud', 'logs', 'venv']);
    expect(readdirSync(temporary)).toHaveLength(1);
  });

  const makeRunning = () => {
    make('.waypost', 'logs', `20260102T000000-${process.pid}`, 'emulator.log');
    make('temporary', `${RUN}${process.pid}-AbC1`, 'checkout');
  };

  test('refuses while a rehearsal of the repository is up, and removes nothing', async () => {
    makeAll();
    makeRunning();
    const { code, output } = await clean();

    expect(code).toBe(1);
    expect(output).toContain(`(process ${process.pid}). End it with Ctrl-C`);
    expect(inWaypost().sort()).toEqual(['cloud', 'logs', 'venv']);
  });

  test('--dry-run says that a rehearsal is up, for which clean would refuse', async () => {
    makeAll();
    const refusal = /\(process \d+\)\. Cleaning is refused until it has ended\.$/;
    expect((await clean(['--dry-run'])).output).not.toMatch(refusal);
    makeRunning();
    const { code, output } = await clean(['--dry-run']);

    expect(code).toBe(0);
    expect(output).toMatch(refusal);
    expect(output).toContain(`(process ${process.pid})`);
  });

  test("control: another repository's rehearsal is none of ours, and keeps its folder", async () => {
    makeAll();
    make('temporary', `${RUN}${process.pid}-AbC1`, 'checkout');

    expect((await clean()).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([`${RUN}${process.pid}-AbC1`]);
  });

  test('names what could not be removed, removes the rest, and ends with 1', async () => {
    makeAll();
    const { remove } = cleanPorts(root, temporary);
    const { code, output } = await clean([], {
      remove: (path) =>
        path.endsWith('cloud') ? Promise.reject(new Error('Permission denied')) : remove(path),
    });

    expect(code).toBe(1);
    expect(output).toMatch(/could not be removed.*\n.*cloud: Permission denied/);
    expect(output).toMatch(/2\.0 MB {2}freed$/m);
    expect(existsSync(join(root, '.waypost', 'logs'))).toBe(false);
  });

  test('removes previews of mails, which `npm start` does not make again', async () => {
    make('.waypost', 'mails', 'contact-message-en.html');
    expect((await clean()).output).toMatch(/1\.0 MB {2}previews of mails: .*mails$/m);
    expect(hasWaypost()).toBe(false);
  });

  test('does not follow a link to a folder that may have other files, too', async () => {
    make('mine', 'logs', 'diary.txt');
    symlinkSync(join(root, 'mine'), join(root, '.waypost'));
    const { code, output } = await clean(['--all']);

    expect(code).toBe(1);
    expect(output).toMatch(/^waypost: .*\.waypost is a link, and .*remove the link\.$/);
    expect(existsSync(join(root, 'mine', 'logs', 'diary.txt'))).toBe(true);
  });

  test('counts the rest of a folder of which a part is removed meanwhile', async () => {
    makeAll();
    const { stdout } = spawnSync('sh', ['-c', 'command -v du'], { encoding: 'utf8' });
    const du = join(root, 'tools', 'du');
    mkdirSync(dirname(du));
    // The real one, which also looks for a file that is not there. It says so last, after the folder itself.
    const script = `#!/bin/sh\n: > "$0.ran"\nexec ${stdout.trim()} "$@" "$3/removed"\n`;
    writeFileSync(du, script, { mode: 0o755 });
    const { PATH } = process.env;
    process.env['PATH'] = `${dirname(du)}:${PATH ?? ''}`;
    try {
      const { code, output } = await clean();
      expect(code).toBe(0);
      expect(output).toMatch(/1\.0 MB {2}kept cloud: .*cloud$/m);
      expect(output).toMatch(/3\.0 MB {2}freed$/m);
      expect(existsSync(`${du}.ran`)).toBe(true);
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  test('removes a link, and not what it leads to', async () => {
    make('mine', 'diary.txt');
    mkdirSync(join(root, '.waypost'));
    symlinkSync(join(root, 'mine'), join(root, '.waypost', 'logs'));

    expect((await clean()).code).toBe(0);
    expect(hasWaypost()).toBe(false);
    expect(existsSync(join(root, 'mine', 'diary.txt'))).toBe(true);
  });

  test('--app cleans the repository of another app, and leaves no folder there', async () => {
    makeAll();
    const app = join(root, 'other', 'infrastructure');
    mkdirSync(app, { recursive: true });
    spawnSync('git', ['init', '--quiet'], { cwd: join(root, 'other') });
    make('other', '.waypost', 'cloud', 'state', 'iam.json');
    make('other', '.waypost', '.gitignore');
    const { code, output } = await clean(['--app', app]);

    expect(code).toBe(0);
    expect(output).toMatch(/1\.0 MB {2}kept cloud: .*other.*cloud$/m);
    expect(existsSync(join(root, 'other', '.waypost'))).toBe(false);
    expect(inWaypost().sort()).toEqual(['cloud', 'logs', 'venv']);
  });

  test('--app refuses a folder in which nothing was rehearsed', async () => {
    for (const app of [join(root, 'nowhere'), temporary]) {
      const { code, output } = await clean(['--app', app]);
      expect([code, output]).toEqual([
        1,
        expect.stringContaining(`${app} is no folder in a git repository`),
      ]);
    }
  });

  test('has nothing to remove where nothing was rehearsed', async () => {
    expect(await clean()).toEqual({ code: 0, output: 'Nothing to remove.' });
  });
});

test.each([
  [0, '0.0 kB'],
  [4096, '4.1 kB'],
  [999_960, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
  [1_234_567_890_123, '1234.6 GB'],
])('%d bytes are told as %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { prod, sample } from '../helpers/sample';
import { story } from '../helpers/story';
import { APP, FixtureRepository } from './support/fixture-repository';
import { RehearseCli } from './support/rehearse-cli';

jest.setTimeout(30 * 60_000);

const repository = new FixtureRepository({
  ...sample,
  environments: [{ ...prod, approval: true }],
});
const head = repository.git('rev-parse', 'HEAD');
repository.edit(APP, (text) => `${text}\n// Not committed.\n`);
const running: RehearseCli[] = [];

function rehearse(...flags: string[]): RehearseCli {
  const cli = new RehearseCli(repository.folder, ...flags);
  running.push(cli);
  return cli;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((cli) => cli.remove()));
});
afterAll(() => {
  repository.remove();
});

function expectNothingLeft(cli: RehearseCli) {
  expect(cli.started()).toEqual([]);
  expect(cli.leftovers()).toEqual([]);
}

/** Both at once, to their ends. */
const twoAtOnce = story()(async () => {
  const approved = rehearse('--yes', '--once');
  const rejected = rehearse('--reject', '--once');
  const codes = await Promise.all([approved.exited, rejected.exited]);
  expectNothingLeft(approved);
  expectNothingLeft(rejected);
  return { codes, approved: approved.output, rejected: rejected.output, report: approved.report };
});

test('two rehearsals of one repository at once do not meet; one rejected ends with 3', async () => {
  const { codes, approved, rejected } = await twoAtOnce();

  expect(codes).toEqual([0, 3]);
  expect(approved).toMatch(/prod[^]*ok Approve[^]*ok .*Deploy/);
  expect(rejected).toMatch(/rejected Approve[^]*prod was rejected: --reject was given/);
  expect(rejected).not.toMatch(/prod-storage\.Deploy/);
});

test('--break fails what it names, and says so; what is not there it refuses before a delivery', async () => {
  const planted = rehearse('--yes', '--once', '--break', 'Source:kill');
  const unknown = rehearse('--yes', '--once', '--break', 'sqs', '--break', 'dev.Nowhere');

  expect(await Promise.all([planted.exited, unknown.exited])).toEqual([1, 1]);
  expect(planted.output).toMatch(
    /planted Source:kill by --break, no real fault[^]*planted Source:kill met: s3:PutObject[^]*FAILED Source .*\n +planted by --break Source:kill, no real fault: /,
  );
  expect(unknown.output).toMatch(
    /--break dev\.Nowhere:fail: .*no action and no service\.\nActions: Source\.Source, .*prod\.Approve.*\nServices: .*sqs/,
  );
  expect(unknown.output).not.toContain('Execution for');
});

test('what is not committed is named, and the commit is rehearsed without it', async () => {
  const { approved, report } = await twoAtOnce();

  expect(approved).toMatch(new RegExp(`not included, because not committed: ${APP}`));
  // Of the one that ended last; both rehearse the commit.
  expect(report.commit).toBe(head);
  // Nothing answers any more.
  expect(approved).not.toMatch(/^contact page/m);
});

test.each([
  ['in a bootstrap', 'ok emulator'],
  ['in an execution', 'ok Source'],
])('an emulator that ends %s is a clear failure, and its log stays', async (_, text) => {
  const cli = rehearse('--yes', '--once');
  await cli.says(text);
  const emulator = cli.started().find(({ command }) => command.includes('-m launcher'));
  if (!emulator) throw new Error('There is no emulator.');
  process.kill(emulator.pid, 'SIGKILL');

  expect(await cli.exited).toBe(1);
  expect(cli.output).toMatch(/The emulator ended during the run \(SIGKILL\)/);
  const [, log = ''] = /whole log: (.*emulator\.log)/.exec(cli.output) ?? [];
  expect(readFileSync(log, 'utf8')).not.toBe('');
  expect(cli.report).toMatchObject({ outcome: 'failed', totals: { actions: { running: 0 } } });
  expectNothingLeft(cli);
});

test.each([
  ['while the emulator comes up', 'Rehearsing'],
  ['in a bootstrap', 'ok emulator'],
  ['in a build', 'ok Source'],
  ['at the question for approval', /Approve prod for [0-9a-f]{10}\? \[y\/N\]/],
])('Ctrl-C %s leaves no process and no folder', async (_, text) => {
  const cli = rehearse();
  await cli.says(text);
  cli.interrupt();

  expect(await cli.exited).toBe(1);
  expect(cli.output).toContain('Interrupted by SIGINT');
  expect(cli.report.outcome).toBe('failed');
  expectNothingLeft(cli);
});

test('Ctrl-C leaves no folder that git makes anew, which is at work on the commit', async () => {
  const tools = mkdtempSync(join(tmpdir(), 'slow-git-'));
  const busy = join(tools, 'busy');
  // Who does not wait for it has removed the folder that it works in long before.
  const slow = `touch '${busy}'; for try in $(seq 40); do [ -d "$here" ] || break; sleep 0.05; done; mkdir -p "$here"`;
  const path = process.env['PATH'] ?? '';
  const script = `#!/bin/sh\nPATH='${path}'\nhere=$PWD\nif [ "$1" = fetch ]; then ${slow}; fi\nexec git "$@"\n`;
  writeFileSync(join(tools, 'git'), script, { mode: 0o755 });
  process.env['PATH'] = `${tools}:${path}`;
  const cli = rehearse();
  process.env['PATH'] = path;
  try {
    while (!existsSync(busy)) {
      if (cli.child.exitCode !== null) throw new Error(cli.output);
      await delay(20);
    }
    cli.interrupt();

    expect(await cli.exited).toBe(1);
    expectNothingLeft(cli);
  } finally {
    rmSync(tools, { recursive: true });
  }
});

test('nobody to ask for approval is said before anything starts', async () => {
  const cli = rehearse('--once');

  expect(await cli.exited).toBe(1);
  expect(cli.output).toMatch(/--once without a terminal.*--yes.*--reject/);
  expect(cli.output).not.toContain('Rehearsing');
});

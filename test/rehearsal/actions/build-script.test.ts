import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildFailure,
  followCommands,
  writeBuildScript,
} from '../../../rehearsal/actions/build-script';
import { ProcessFailed, ProcessTimedOut } from '../../../rehearsal/processes/processes';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';

type Phases = Readonly<Record<string, object>>;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-script-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs phases in a real bash and returns what they printed. */
async function run(phases: Phases, env: object = {}) {
  const spec = parseBuildSpec(JSON.stringify({ version: '0.2', phases, env }), 'the test');
  const script = await writeBuildScript(spec, join(folder, 'script'));
  const child = spawnSync('bash', ['--noprofile', '--norc', script.script], {
    env: { PATH: process.env['PATH'], CODEBUILD_SRC_DIR: folder },
    encoding: 'utf8',
  });
  return {
    status: child.status,
    said: child.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('[Container]')),
    failure: buildFailure(
      spec,
      readFileSync(script.progress, 'utf8'),
      child.status === 0 ? undefined : new ProcessFailed('bash failed', 'no log'),
    ),
    exported: readFileSync(script.exported, 'utf8'),
  };
}

describe('build', () => {
  test('runs all phases in one shell: variables, functions and folders last', async () => {
    const build = await run({
      install: {
        commands: ['WHO=world; greet() { echo "hello $1"; }', 'mkdir -p deep && cd deep'],
      },
      build: { commands: ['greet "$WHO"', 'basename "$PWD"'] },
    });

    expect(build).toMatchObject({ status: 0, said: ['hello world', 'deep'] });
  });

  test('leaves quoting, line breaks and dollar signs of a command alone', async () => {
    const build = await run({
      build: { commands: [`printf '%s\\n' "it's" 'a $HOME' "b"`, 'if true; then\n  echo c\nfi'] },
    });

    // The log shows the command's further lines before it runs.
    expect(build.said).toEqual(["it's", 'a $HOME', 'b', '  echo c', 'fi', 'c']);
  });

  test('ends a phase at its first failing command and names it', async () => {
    const build = await run({ install: { commands: ['echo a', '(exit 7)', 'echo never'] } });

    expect(build).toMatchObject({
      status: 1,
      said: ['a'],
      failure: 'phase INSTALL: command ended with 7: (exit 7)',
    });
  });

  test('runs no later phase after a failed install or pre_build', async () => {
    const build = await run({
      pre_build: { commands: ['false'] },
      build: { commands: ['echo never'] },
      post_build: { commands: ['echo never'] },
    });

    expect(build).toMatchObject({ status: 1, said: [] });
  });

  test('runs post_build after a failed build, which learns of it, and has failed all the same', async () => {
    const build = await run({
      build: { commands: ['echo "$CODEBUILD_BUILD_SUCCEEDING"', 'false'] },
      post_build: { commands: ['echo "$CODEBUILD_BUILD_SUCCEEDING"'] },
    });

    expect(build).toMatchObject({ status: 1, said: ['1', '0'] });
  });

  test('runs no post_build when the failed build says on-failure: ABORT', async () => {
    const build = await run({
      build: { commands: ['false'], 'on-failure': 'ABORT' },
      post_build: { commands: ['echo never'] },
    });

    expect(build).toMatchObject({ status: 1, said: [] });
  });

  test('goes on after a failed phase that says on-failure: CONTINUE', async () => {
    const build = await run({
      install: { commands: ['false', 'echo never'], 'on-failure': 'CONTINUE' },
      build: { commands: ['echo on'] },
    });

    expect(build).toMatchObject({ status: 0, said: ['on'] });
  });

  test('runs finally after a failed command, and fails when finally does', async () => {
    const failed = await run({ build: { commands: ['false'], finally: ['echo tidy'] } });
    const untidy = await run({ build: { commands: ['true'], finally: ['(exit 3)'] } });

    expect(failed).toMatchObject({ status: 1, said: ['tidy'] });
    expect(untidy).toMatchObject({
      status: 1,
      failure: expect.stringMatching(/3: \(exit 3\)$/) as string,
    });
  });

  test('names the command that ended the shell itself', async () => {
    const build = await run({ build: { commands: ['echo a', 'exit 4', 'echo never'] } });

    expect(build).toMatchObject({
      status: 4,
      failure: 'phase BUILD: command ended its shell: exit 4',
    });
  });

  test.each(['exit 0', 'exec true'])(
    'has failed when %s ends it half way, although its exit code is 0',
    async (command) => {
      const build = await run({ install: { commands: [command] }, build: { commands: ['false'] } });

      expect(build).toMatchObject({
        status: 0,
        failure: `phase INSTALL: command ended its shell: ${command}`,
      });
    },
  );

  test('names the command that was running when the time limit had passed', () => {
    const spec = parseBuildSpec(
      '{"version":"0.2","phases":{"build":{"commands":["sleep 9"]}}}',
      '',
    );
    const late = new ProcessTimedOut('bash', 3_600_000, 'no log');

    expect(buildFailure(spec, 'build 0 ', late)).toMatch(/BUILD: .*TimeoutInMinutes.*: sleep 9$/);
  });

  test('exports the variables that it names, as they are at the end', async () => {
    const build = await run(
      { build: { commands: ['export VERSION="1 2"', 'UNUSED=x'] } },
      { 'exported-variables': ['VERSION', 'UNSET'] },
    );

    expect(build.exported).toBe('VERSION=1 2\0');
  });

  test('control: a build of good commands succeeds and has no failed one', async () => {
    const build = await run({ build: { commands: ['true'], finally: ['true'] } });

    expect(build).toMatchObject({ status: 0, failure: undefined });
  });

  test('tells which command it is at', async () => {
    const commands = ['echo a', 'sleep 9'];
    const spec = parseBuildSpec(
      JSON.stringify({ version: '0.2', phases: { build: { commands } } }),
      'the test',
    );
    const progress = join(folder, 'progress');
    writeFileSync(progress, 'build 0 ');
    const told = await new Promise<string[]>((resolve) => {
      const seen: string[] = [];
      const stop = followCommands(spec, progress, (command) => {
        seen.push(command);
        writeFileSync(progress, 'build 0 0\nbuild 1 ');
        if (seen.length < commands.length) return;
        stop();
        resolve(seen);
      });
    });

    expect(told).toEqual(commands);
  });
});

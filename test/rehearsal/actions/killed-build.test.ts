import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFailure, writeBuildScript } from '../../../rehearsal/actions/build-script';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import { withKill } from '../../../rehearsal/actions/killed-build';
import { Processes, ProcessFailed } from '../../../rehearsal/processes/processes';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-killed-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a build that is killed, and returns what it said and how it failed. */
async function killed(phases: Readonly<Record<string, object>>) {
  const spec = parseBuildSpec(JSON.stringify({ version: '0.2', phases }), 'the test');
  const script = await writeBuildScript(withKill(spec), join(folder, 'script'));
  const logFile = join(folder, 'log');
  const fault = await new Processes()
    .run({
      file: 'bash',
      args: ['--noprofile', '--norc', script.script],
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', CODEBUILD_SRC_DIR: folder },
      logFile,
    })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (!(fault instanceof ProcessFailed)) throw new Error('It was not killed.');
  return {
    reason: fault.reason,
    failure: buildFailure(spec, readFileSync(script.progress, 'utf8'), fault),
    said: readFileSync(logFile, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('said ')),
  };
}

test.each([
  ['a command that would run on', 'sleep 3600'],
  ['a command that is over before', 'true'],
])('%s is killed with its build, and nothing comes after it', async (_, command) => {
  const { reason, failure, said } = await killed({
    install: { commands: ['echo said before'] },
    build: {
      commands: [`echo said during; ${command}`, 'echo said after'],
      finally: ['echo said last'],
    },
    post_build: { commands: ['echo said late'] },
  });

  expect(reason).toMatch(/killed by SIGKILL/);
  expect(failure).toMatch(/^phase BUILD: command ended its shell: echo said during/);
  expect(said).toEqual(['said before', 'said during']);
});

test('a build without a build phase is killed in its first', async () => {
  const { failure } = await killed({ pre_build: { commands: ['sleep 3600'] } });
  expect(failure).toBe('phase PRE_BUILD: command ended its shell: sleep 3600');
});

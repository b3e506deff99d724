import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../../rehearsal/emulator/emulator';
import { repositoryRoot } from '../../rehearsal/paths';
import { contactApi } from './support/contact-api';
import { output, outputsOf } from './support/deploy';
import { send } from './support/http';
import { emulatorOptions, temporaryDirectory } from './support/running-emulator';

let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('answers on the loopback interface with IAM enforced', async () => {
  const emulator = await startEmulator(emulatorOptions(directory));
  const health = await send(`${emulator.endpoint}/_ministack/health`);
  expect(JSON.parse(health.text)).toMatchObject({ auth: 'enabled', iot_mtls: 'disabled' });
  await emulator.stop();
});

test('stop ends it and says how it ended; a second stop is harmless', async () => {
  const emulator = await startEmulator(emulatorOptions(directory));
  await emulator.stop();
  await emulator.stop();
  await expect(emulator.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  await expect(send(emulator.endpoint)).rejects.toThrow(/ECONNREFUSED/);
  await expect(emulator.mails()).rejects.toThrow(/does not answer/);
});

test('stop ends the Lambda workers too', async () => {
  const emulator = await startEmulator(emulatorOptions(directory));
  const worker = await startWorker(emulator);
  expect(isRunning(worker)).toBe(true);
  await emulator.stop();
  await expect(becomes(() => !isRunning(worker))).resolves.toBe(true);
});

test('an aborted signal ends it', async () => {
  const abort = new AbortController();
  const emulator = await startEmulator({ ...emulatorOptions(directory), signal: abort.signal });
  abort.abort();
  await expect(emulator.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
});

test('two run at once', async () => {
  const [one, other] = await Promise.all([
    startEmulator(emulatorOptions(join(directory, 'one'))),
    startEmulator(emulatorOptions(join(directory, 'other'))),
  ]);
  expect(one.port).not.toBe(other.port);
  await Promise.all([one.stop(), other.stop()]);
});

test('quotes the end of its log when it does not come up', async () => {
  const withoutMinistack = '/usr/bin/python3';
  await expect(
    startEmulator({ ...emulatorOptions(directory), python: withoutMinistack }),
  ).rejects.toThrow(/did not come up: it ended with exit code 1.*No module named 'ministack'/s);
});

test('names the Python that cannot be started', async () => {
  const python = join(directory, 'no-python');
  await expect(startEmulator({ ...emulatorOptions(directory), python })).rejects.toThrow(
    `did not come up: ${python} cannot be started`,
  );
});

test('refuses to start when a name that it patches has gone', async () => {
  // The environment of the launcher is closed, so a stand-in for MiniStack comes in as `python`.
  const python = join(directory, 'python');
  const program = [
    'import sys, runpy',
    'import ministack.core.iam_evaluator as evaluator',
    'del evaluator._resolve_condition_key',
    'runpy.run_module("launcher", run_name="__main__")',
  ].join('\n');
  const real = emulatorOptions(directory).python;
  await writeFile(python, `#!/bin/sh\nexec ${real} -B -c '${program}'\n`, { mode: 0o755 });
  await expect(startEmulator({ ...emulatorOptions(directory), python })).rejects.toThrow(
    /iam_evaluator has no '_resolve_condition_key'.*requirements\.txt/s,
  );
});

test('takes another port when the first is taken before it can bind it', async () => {
  const python = join(directory, 'python');
  const real = emulatorOptions(directory).python;
  const taken = join(directory, 'taken');
  const script = [
    '#!/bin/sh',
    `if [ ! -e ${taken} ]; then echo "ERROR: 127.0.0.1:1 is already in use" | tee ${taken}; exit 1; fi`,
    `exec ${real} "$@"`,
  ];
  await writeFile(python, script.join('\n'), { mode: 0o755 });
  const emulator = await startEmulator({ ...emulatorOptions(directory), python });
  expect((await send(`${emulator.endpoint}/_ministack/health`)).status).toBe(200);
  await emulator.stop();
});

test('ends with its Lambda workers when its parent is killed', async () => {
  const script = `
    const { startEmulator } = require(${JSON.stringify(join(repositoryRoot, 'rehearsal/emulator/emulator'))});
    startEmulator(${JSON.stringify(emulatorOptions(directory))}).then((e) => console.log(e.endpoint));
  `;
  const parent = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const endpoint = line.toString().trim();
  const worker = await startWorker({ endpoint });
  parent.kill('SIGKILL');
  await expect(becomes(() => !isRunning(worker))).resolves.toBe(true);
  await expect(send(endpoint)).rejects.toThrow(/ECONNREFUSED/);
});

/** Deploys a function, calls it, and returns the process id of its worker. */
async function startWorker(emulator: { readonly endpoint: string }): Promise<number> {
  const template = contactApi('https://example.com');
  const url = output(await outputsOf(emulator, { stack: 'api', template }), 'Url');
  const answer = await send(`${url}/contact`, { method: 'POST' });
  return (JSON.parse(answer.text) as { pid: number }).pid;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function becomes(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt += 1) await sleep(50);
  return condition();
}

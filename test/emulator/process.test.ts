import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../../rehearsal/emulator/emulator';
import { repositoryRoot } from '../../rehearsal/paths';
import { isAlive, untilGone } from '../helpers/living-processes';
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
  expect(isAlive(worker)).toBe(true);
  await emulator.stop();
  await untilGone(worker);
  expect(isAlive(worker)).toBe(false);
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
  expect(one.endpoint).not.toBe(other.endpoint);
  await Promise.all([one.stop(), other.stop()]);
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
  await untilGone(worker);
  expect(isAlive(worker)).toBe(false);
  expect(await refusesConnections(endpoint)).toBe(true);
});

/** The processes of a killed group end one after the other. */
async function refusesConnections(endpoint: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    const outcome = await send(endpoint).catch(String);
    if (typeof outcome === 'string' && outcome.includes('ECONNREFUSED')) return true;
    await sleep(20);
  }
  return false;
}

/** Deploys a function, calls it, and returns the process id of its worker. */
async function startWorker(emulator: { readonly endpoint: string }): Promise<number> {
  const template = contactApi('https://example.com');
  const url = output(await outputsOf(emulator, { stack: 'api', template }), 'Url');
  const answer = await send(`${url}/contact`, { method: 'POST' });
  return (JSON.parse(answer.text) as { pid: number }).pid;
}

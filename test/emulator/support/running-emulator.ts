import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsOf, type Identity } from '../../../rehearsal/emulator/client-environment';
import { startEmulator, type EmulatorOptions } from '../../../rehearsal/emulator/emulator';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { nodeBinary, nodeModules, venvPython } from '../../../rehearsal/paths';

export const TOOLS = '111111111111';
export const DEV = '222222222222';
export const PROD = '333333333333';
export const REGION = 'eu-west-1';

export function emulatorOptions(directory: string): EmulatorOptions {
  if (!existsSync(venvPython)) {
    throw new Error(`${venvPython} is missing; run "node bin/setup.mjs" first`);
  }
  return { directory, python: venvPython, node: nodeBinary, nodePath: nodeModules };
}

export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'waypost-emulator-'));
}

/** Starts one emulator for the tests of a file; call the result inside a test. */
export function runningEmulator(): () => Emulator {
  let emulator: Emulator;
  let directory: string;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    emulator = await startEmulator(emulatorOptions(directory));
  });
  afterAll(async () => {
    await emulator.stop();
    await rm(directory, { recursive: true, force: true });
  });
  return () => emulator;
}

/** Configuration of an AWS SDK client. */
export function clientOf(
  emulator: Pick<Emulator, 'endpoint'>,
  identity: Identity,
  region: string = REGION,
) {
  return { endpoint: emulator.endpoint, region, credentials: credentialsOf(identity) };
}

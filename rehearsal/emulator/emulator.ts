import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { emulatorPackageRoot } from '../paths';
import { ControlClient } from './control';
import { EmulatorFailed } from './errors';
import { launcherEnvironment } from './launcher-environment';
import type { Emulator, EmulatorExit } from './types';

export interface EmulatorOptions {
  /** Folder of this emulator alone: log, temporary files, unpacked Lambda functions. Made if missing. */
  readonly directory: string;
  /** Python of the venv that `requirements.txt` was installed in. */
  readonly python: string;
  /** Node that runs the Lambda functions. */
  readonly node: string;
  /** Folder with `@aws-sdk/client-s3`: CDK's custom resources load the SDK from their runtime. */
  readonly nodePath: string;
  /** Aborting stops the emulator, also while it comes up. */
  readonly signal?: AbortSignal;
}

const READY_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 40;
const LOG_TAIL_LINES = 15;
/** Another program may take the port between our asking for one and the launcher's binding it. */
const PORT_ATTEMPTS = 5;

/**
 * Starts the embedded cloud on a free port of the loopback interface.
 * Rejects with {@link EmulatorFailed}, which quotes the end of the log, when it does not come up.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const launched = await launch(options, await freePort());
    if (await becomesReady(launched)) return launched.emulator;
    await launched.emulator.stop();
    options.signal?.throwIfAborted();

    const log = await readFile(launched.emulator.logFile, 'utf8');
    const portTaken = log.includes('is already in use') || log.includes('Address already in use');
    if (portTaken && attempt < PORT_ATTEMPTS) continue;
    const exit = await launched.emulator.exited;
    throw new EmulatorFailed(
      `The emulator did not come up: ${launched.timedOut() ? `no answer within ${READY_TIMEOUT_MS / 1000} s` : describeExit(exit)}. ` +
        `The end of ${launched.emulator.logFile}:\n${log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n')}`,
    );
  }
}

interface Launched {
  readonly emulator: Emulator;
  readonly control: ControlClient;
  readonly hasExited: () => boolean;
  readonly timedOut: () => boolean;
  readonly deadline: number;
}

async function launch(options: EmulatorOptions, port: number): Promise<Launched> {
  const temporary = join(options.directory, 'tmp');
  await mkdir(temporary, { recursive: true });
  const logFile = join(options.directory, 'emulator.log');
  const log = await open(logFile, 'w');
  const token = randomBytes(32).toString('hex');

  // A process group of its own (`detached`), so that the Lambda workers end with it.
  const child = spawn(options.python, ['-B', '-m', 'launcher'], {
    cwd: emulatorPackageRoot,
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
    env: launcherEnvironment({ ...options, port, temporary }),
  });
  const exited = exitOf(child);
  await log.close();
  // The pipe carries the token, which must not be in an environment that Lambda functions inherit,
  // and then stays open: the launcher ends its whole group when it closes, however we ended.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${token}\n`);

  let gone = false;
  void exited.then(() => {
    gone = true;
    killGroup(child);
  });
  const stop = async () => {
    killGroup(child);
    await exited;
  };
  const abort = () => void stop();
  options.signal?.addEventListener('abort', abort, { once: true });
  void exited.then(() => options.signal?.removeEventListener('abort', abort));

  const endpoint = `http://127.0.0.1:${port}`;
  const control = new ControlClient(endpoint, token);
  const deadline = Date.now() + READY_TIMEOUT_MS;
  return {
    control,
    deadline,
    hasExited: () => gone,
    timedOut: () => Date.now() >= deadline,
    emulator: {
      endpoint,
      port,
      logFile,
      assumeServiceRole: (request) => control.assumeServiceRole(request),
      pipelines: control.pipelines,
      resources: control.resources,
      endpoints: control.endpoints,
      mails: control.mails,
      exited,
      stop,
    },
  };
}

async function becomesReady({ control, deadline, hasExited }: Launched): Promise<boolean> {
  while (!hasExited() && Date.now() < deadline) {
    if (await control.isReady()) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

function exitOf(child: ChildProcess): Promise<EmulatorExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    // Not startable at all (no such Python): there will be no `exit`.
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: 127, signal: null });
    });
  });
}

/** SIGKILL, because nothing in it is worth keeping and a handler could hang. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function describeExit({ code, signal }: EmulatorExit): string {
  return signal === null ? `it ended with exit code ${String(code)}` : `it was ended by ${signal}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EmulatorFailed('The operating system offered no free port.'));
      });
    });
  });
}

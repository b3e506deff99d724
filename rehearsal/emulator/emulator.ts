import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { limitInWords, MORE_PATIENCE, timeLimits, type TimeLimits } from '../runner/time-limits';
import { Control } from './control';
import { EmulatorFailed, PortTaken } from './errors';
import { launcherEnvironment } from './launcher-environment';
import { registeredTypes } from './resource-registry';
import { startLauncher, type EmulatorExit, type LauncherProcess } from './launcher-process';

export interface EmulatorOptions {
  /** This emulator's own folder: temporary files, unpacked Lambda functions. It is made if it is missing. */
  readonly directory: string;
  /** Put it outside `directory` to keep it longer. Default: `emulator.log` in `directory`. */
  readonly logFile?: string;
  /** Python of the venv that `requirements.txt` was installed in. */
  readonly python: string;
  /** Node that runs the Lambda functions. */
  readonly node: string;
  /** Folder with `@aws-sdk/client-s3`: CDK's custom resources load the SDK from their runtime. */
  readonly nodePath: string;
  readonly limits?: Pick<TimeLimits, 'emulatorStart' | 'emulatorAnswer'>;
  /** Aborting stops the emulator, also while it starts. */
  readonly signal?: AbortSignal;
  /** Deploys resource types that AWS has and the emulator lacks as records. */
  readonly recordUnknown?: boolean;
  /** Keeps the cloud. Then aborting stops it only while it starts. */
  readonly kept?: {
    /** Folder of the kept cloud. If it has one, the emulator continues it. */
    readonly folder: string;
    /** Port of the kept cloud: the addresses in the cloud contain it. */
    readonly port?: number;
  };
}

/** In the emulator's directory; launcher/decisions.py writes it. */
export const DECISIONS_FILE = 'decisions.jsonl';

const READY_POLL_MS = 40;
const LOG_TAIL_LINES = 15;
/** Another program may take the free port before the launcher does. */
const PORT_ATTEMPTS = 5;

/** The embedded cloud, for the rest of the rehearsal. */
export class Emulator extends Control {
  /** Everything the emulator and its Lambda functions print. */
  readonly logFile: string;
  /** The decisions on every call of a role: see launcher/decisions.py. Missing before the first call. */
  readonly decisionsFile: string;
  /** Settles when the emulator's process has ended, for any reason. Never rejects. */
  readonly exited: Promise<EmulatorExit>;
  /** Ends the emulator and every process that it started. Calling it again is harmless. */
  readonly stop: () => Promise<void>;

  constructor(
    launcher: LauncherProcess,
    where: {
      readonly endpoint: string;
      readonly token: string;
      readonly logFile: string;
      readonly decisionsFile: string;
    },
    answerLimitMs: number,
  ) {
    super(where.endpoint, where.token, answerLimitMs);
    this.logFile = where.logFile;
    this.decisionsFile = where.decisionsFile;
    this.exited = launcher.exited;
    this.stop = launcher.stop;
  }
}

/**
 * Starts the embedded cloud on a free port of the loopback interface.
 * Rejects with {@link EmulatorFailed} if it does not start. The error quotes the end of the log.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const logFile = options.logFile ?? join(options.directory, 'emulator.log');
  const temporary = join(options.directory, 'tmp');
  const { emulatorStart, emulatorAnswer } = options.limits ?? timeLimits();
  await mkdir(temporary, { recursive: true });
  const registry = options.recordUnknown ? join(options.directory, 'registry.json') : undefined;
  if (registry !== undefined) await writeFile(registry, JSON.stringify(await registeredTypes()));

  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const port = options.kept?.port ?? (await freePort());
    const token = randomBytes(32).toString('hex');
    const launcher = await startLauncher({
      python: options.python,
      environment: launcherEnvironment({
        ...options,
        port,
        temporary,
        registry,
        keepIn: options.kept?.folder,
      }),
      logFile,
      token,
    });
    const letLive = stopOnAbort(launcher, options.signal);
    const where = {
      endpoint: `http://127.0.0.1:${port}`,
      token,
      logFile,
      decisionsFile: join(options.directory, DECISIONS_FILE),
    };
    const emulator = new Emulator(launcher, where, emulatorAnswer);
    if (await becomesReady(launcher, emulator, emulatorStart)) {
      if (options.kept) letLive();
      return emulator;
    }

    const cameToAnEnd = launcher.hasExited();
    await launcher.stop();
    options.signal?.throwIfAborted();
    const log = await readFile(logFile, 'utf8');
    if (portWasTaken(log)) {
      if (options.kept?.port !== undefined) throw new PortTaken(port);
      if (attempt < PORT_ATTEMPTS) continue;
    }
    const reason = cameToAnEnd
      ? await describeEnd(launcher, options.python)
      : `no answer within ${limitInWords(emulatorStart)}`;
    const tail = log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
    throw new EmulatorFailed(
      `The emulator did not come up: ${reason}. ${cameToAnEnd ? '' : `${MORE_PATIENCE} `}The end of ${logFile}:\n${tail}`,
    );
  }
}

async function becomesReady(
  launcher: LauncherProcess,
  emulator: Emulator,
  limitMs: number,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!launcher.hasExited() && Date.now() < deadline) {
    if (await emulator.isReady()) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

/** @returns a function that ends that */
function stopOnAbort(launcher: LauncherProcess, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => undefined;
  const abort = () => void launcher.stop();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const letLive = () => {
    signal.removeEventListener('abort', abort);
  };
  void launcher.exited.then(letLive);
  return letLive;
}

async function describeEnd(launcher: LauncherProcess, python: string): Promise<string> {
  const { code, signal, error } = await launcher.exited;
  if (error !== undefined) return `${python} cannot be started (${error.message})`;
  return signal === null ? `it ended with exit code ${String(code)}` : `it was ended by ${signal}`;
}

function portWasTaken(log: string): boolean {
  return log.includes('is already in use') || log.includes('Address already in use');
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

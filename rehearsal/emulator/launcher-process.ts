import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { emulatorPackageRoot } from '../paths';
import { signalGroup } from '../processes/reaper';

export interface EmulatorExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set if Python cannot be started. */
  readonly error?: Error;
}

export interface LauncherProcess {
  /** Never rejects. */
  readonly exited: Promise<EmulatorExit>;
  readonly hasExited: () => boolean;
  /** Ends the launcher and its Lambda workers. Resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts `launcher/` in a process group of its own, so that everything in it ends together. */
export async function startLauncher(options: {
  readonly python: string;
  readonly environment: Record<string, string>;
  readonly logFile: string;
  /** Guards the launcher's control paths. */
  readonly token: string;
}): Promise<LauncherProcess> {
  const log = await open(options.logFile, 'w');
  const child = spawn(options.python, ['-B', '-m', 'launcher'], {
    cwd: emulatorPackageRoot,
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
    env: options.environment,
  });
  const exited = exitOf(child);
  await log.close();

  // The pipe carries the token, because Lambda functions would inherit an environment variable. Then it
  // stays open. When it closes, the launcher ends its whole group: it closes however we end.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${options.token}\n`);

  let gone = false;
  void exited.then(() => {
    gone = true;
    killGroup(child);
  });
  return {
    exited,
    hasExited: () => gone,
    stop: async () => {
      killGroup(child);
      await exited;
    },
  };
}

function exitOf(child: ChildProcess): LauncherProcess['exited'] {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.once('error', (error) => {
      // Without a process id, it never ran, and there will be no `exit`.
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
  });
}

/** Uses SIGKILL: there is nothing to save, and a handler could hang. */
function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
}

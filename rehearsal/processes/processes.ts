import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Reaper, signalGroup } from './reaper';
import { limitInWords, MORE_PATIENCE } from '../runner/time-limits';

/** Time between asking a process group to end and killing it. */
const GRACE_MS = 3_000;
const TAIL_LINES = 25;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. Nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Stdout and stderr are appended to it. */
  readonly logFile: string;
  readonly timeoutMs?: number;
}

/** A child process did not start, was too slow, was killed by a signal, or ended with a code other than 0. */
export class ProcessFailed extends Error {
  readonly code = 'PROCESS_FAILED';
  constructor(
    /** The message without the end of the log. */
    readonly reason: string,
    readonly logFile: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}${logExcerpt(logFile)}`, options);
    this.name = 'ProcessFailed';
  }
}

/** It was killed because it took longer than its time limit. */
export class ProcessTimedOut extends ProcessFailed {
  constructor(shown: string, limitMs: number, logFile: string) {
    super(`${shown} took longer than its ${limitInWords(limitMs)}. ${MORE_PATIENCE}`, logFile);
    this.name = 'ProcessTimedOut';
  }
}

/** Last lines of a log, and the path of the whole log, for the end of a message. Empty without a log. */
export function logExcerpt(logFile: string): string {
  if (!existsSync(logFile)) return '';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  const tail = lines.slice(-TAIL_LINES).map((line) => `  | ${line}`);
  return `\n${tail.join('\n')}\n  whole log: ${logFile}`;
}

/**
 * Child processes of one rehearsal. Each leads its own process group. So everything that it starts ends with
 * it, and a Ctrl-C at the terminal reaches only us.
 */
export class Processes {
  readonly #groups = new Map<number, Promise<unknown>>();
  readonly #reaper = new Reaper();
  #stopped = false;

  /**
   * Runs a command to its end. A child that was killed by any signal has failed.
   * @throws {ProcessFailed}
   */
  async run(command: Command): Promise<void> {
    const shown = [command.file, ...command.args].join(' ');
    if (this.#stopped) {
      throw new ProcessFailed(`${shown} was not started: the rehearsal is ending`, command.logFile);
    }
    const log = openSync(command.logFile, 'a');
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const group = child.pid;
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    if (group !== undefined) {
      this.#groups.set(
        group,
        ended.catch(() => undefined),
      );
      this.#reaper.watch(group);
    }

    const timeout = { passed: false };
    const timer =
      command.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timeout.passed = true;
            if (group !== undefined) signalGroup(group, 'SIGKILL');
          }, command.timeoutMs);
    let code: number | null;
    let signal: NodeJS.Signals | null;
    try {
      [code, signal] = await ended;
    } catch (cause) {
      throw new ProcessFailed(`${shown} could not be started: ${String(cause)}`, command.logFile, {
        cause,
      });
    } finally {
      clearTimeout(timer);
      if (group !== undefined) {
        // Processes that the child left in the background.
        signalGroup(group, 'SIGKILL');
        this.#groups.delete(group);
        this.#reaper.forget(group);
      }
    }
    if (timeout.passed) {
      throw new ProcessTimedOut(shown, command.timeoutMs ?? 0, command.logFile);
    }
    if (signal !== null) {
      throw new ProcessFailed(`${shown} was killed by ${signal}`, command.logFile);
    }
    if (code !== 0) {
      throw new ProcessFailed(`${shown} ended with code ${code ?? 'none'}`, command.logFile);
    }
  }

  /** Asks every child to end, then kills it. No child can start afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const running = [...this.#groups];
    for (const [group] of running) signalGroup(group, 'SIGTERM');
    const all = Promise.all(running.map(([, ended]) => ended));
    await Promise.race([all, delay(GRACE_MS, undefined, { ref: false })]);
    this.kill();
    await all;
    this.#reaper.dismiss();
  }

  /** Kills every child at once, for the end of our own process. */
  kill(): void {
    this.#stopped = true;
    for (const group of this.#groups.keys()) signalGroup(group, 'SIGKILL');
  }
}

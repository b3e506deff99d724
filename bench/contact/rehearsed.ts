import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../../rehearsal/paths';
import { reportSchema } from '../../rehearsal/report/report-schema';
import { findSession } from '../../rehearsal/workspace/session-file';

export interface Rehearsed {
  /** Of the emulated AWS. */
  readonly endpoint: string;
  /** Of the last environment. */
  readonly contactApi: string;
  /** Address of the console, with its token. */
  readonly console: string;
  readonly stop: () => Promise<void>;
}

const REPORT = join(repositoryRoot, '.waypost', 'report.json');
const LONGEST_MS = 15 * 60_000;

/** Rehearses HEAD as an owner does, and leaves it up. */
export async function rehearse(): Promise<Rehearsed> {
  rmSync(REPORT, { force: true });
  const child = spawn('npm', ['start', '--', '--yes'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The rehearsal ended with code ${child.exitCode}.`);
    if (Date.now() > deadline) {
      await stop(child);
      throw new Error(`The rehearsal was not up after ${LONGEST_MS / 60_000} minutes.`);
    }
    const up = addresses();
    if (up) return { ...up, stop: () => stop(child) };
    await sleep(500);
  }
}

function addresses(): Omit<Rehearsed, 'stop'> | undefined {
  const session = findSession(repositoryRoot);
  if (!session || !existsSync(REPORT)) return undefined;
  const report = reportSchema.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
  const contactApi = report.endpoints.find(({ name }) => name === 'contact API')?.address;
  if (contactApi === undefined || session.console === undefined) return undefined;
  return { endpoint: session.endpoint, contactApi, console: session.console };
}

/** As Ctrl-C does: the whole process group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

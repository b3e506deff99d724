import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly wallMs: number;
  /** User and system time of the command and of all that it waited for. */
  readonly cpuMs: number;
  /** The most memory that its processes had together: the sum of their proportional set sizes. */
  readonly peakBytes: number;
}

export interface MeasureOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How long between two looks at the memory. */
  readonly sampleMs?: number;
  /** Told after each look, with the memory in bytes that the processes have together. */
  readonly onSample?: (bytes: number) => void;
}

/** Linux counts processor time in hundredths of a second for programs. */
const MS_PER_TICK = 10;

/**
 * Runs a command and measures it with all its descendants, by /proc, so on Linux alone. Memory that
 * processes share counts once (PSS), a peak between two looks is not seen.
 * @throws Error when the command fails, with the end of its output
 */
export async function measure(
  command: string,
  args: readonly string[],
  { cwd, env, sampleMs = 250, onSample }: MeasureOptions = {},
): Promise<Measured> {
  if (process.platform !== 'linux') throw new Error('measure: reads /proc, which Linux alone has');
  const before = waitedForTicks();
  const startedAt = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  }
  let peakBytes = 0;
  const look = () => {
    if (child.pid === undefined) return;
    const bytes = memoryOf(child.pid);
    peakBytes = Math.max(peakBytes, bytes);
    onSample?.(bytes);
  };
  const timer = setInterval(look, sampleMs);
  look();
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (code === 0) resolve();
        else reject(new Error(`${command}: ${signal ?? `exit code ${String(code)}`}\n${output}`));
      });
    });
  } finally {
    clearInterval(timer);
  }
  const wallMs = performance.now() - startedAt;
  return { wallMs, cpuMs: (waitedForTicks() - before) * MS_PER_TICK, peakBytes };
}

/** Processor time of all children that this process has waited for (proc(5): cutime and cstime). */
function waitedForTicks(): number {
  const fields = statOf('self');
  return Number(fields[13]) + Number(fields[14]);
}

/** Fields of /proc/<pid>/stat from the third on; the second is a name that may hold spaces. */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = ifAlive(() => Number(statOf(pid)[1]));
    if (parent !== undefined) parents.set(Number(pid), parent);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isBelow(parents.get(pid)));
  return [...parents.keys()]
    .filter((pid) => isBelow(pid))
    .map(memoryOfProcess)
    .reduce((sum, bytes) => sum + bytes, 0);
}

function pssOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss: +(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}

/** Proportional set size of one process in bytes; 0 when it has ended. */
export function memoryOfProcess(pid: number): number {
  return ifAlive(() => pssOf(pid)) ?? 0;
}

/** A process may end while it is looked at. */
function ifAlive<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

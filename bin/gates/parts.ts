import { spawn } from 'node:child_process';

/** One program of a check: its name, and how it is run in the repository's root. */
export interface Part {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly name: string;
  readonly seconds: number;
  /** Why it failed; unset if it succeeded. */
  readonly failure?: string;
  readonly output: string;
}

export interface Listener {
  readonly started: (part: Part) => void;
  /** A line that the part sends by `process.send` while it runs. */
  readonly progress: (line: string) => void;
  readonly ended: (ended: Ended) => void;
}

/** Failure of a part that was stopped. */
export const INTERRUPTED = 'interrupted';

export interface Room {
  readonly cwd: string;
  readonly listener: Listener;
  /** When it is aborted, running parts are stopped, and no more parts are started. */
  readonly interruption?: AbortSignal;
}

/** Runs the parts one after the other. A failed part does not stop the next ones. */
export async function runParts(parts: readonly Part[], room: Room): Promise<Ended[]> {
  const { listener, interruption } = room;
  const all: Ended[] = [];
  for (const part of parts) {
    if (interruption?.aborted === true) break;
    listener.started(part);
    const ended = await run(part, room);
    listener.ended(ended);
    all.push(ended);
  }
  return all;
}

/** Keeps the output until the end. A success shows none. */
function run({ name, args, env }: Part, { cwd, listener, interruption }: Room): Promise<Ended> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const end = (failure?: string) => {
      interruption?.removeEventListener('abort', terminate);
      const seconds = (performance.now() - startedAt) / 1000;
      const output = Buffer.concat(chunks).toString('utf8').trim();
      resolve({ name, seconds, output, ...(failure !== undefined && { failure }) });
    };
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const terminate = () => child.kill();
    interruption?.addEventListener('abort', terminate);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    }
    child.on('message', (line) => {
      if (typeof line === 'string') listener.progress(line);
    });
    child.on('error', (error) => {
      end(error.message);
    });
    child.on('close', (code, signal) => {
      if (interruption?.aborted === true) end(INTERRUPTED);
      else if (signal !== null) end(`killed by ${signal}`);
      else end(code === 0 ? undefined : `exit code ${code}`);
    });
  });
}

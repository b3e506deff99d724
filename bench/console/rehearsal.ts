import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { memoryOfProcess } from '../measure';

const ADDRESS = /^console +(http:\/\/\S+)$/m;

/** How often the memory is looked at. */
const SAMPLE_MS = 250;

/** A rehearsal that runs in a checkout, approves by itself and ends. */
export class RunningRehearsal {
  readonly #child: ChildProcess;
  readonly #startedAt = performance.now();
  #output = '';
  #peakBytes = 0;

  constructor(folder: string, env: NodeJS.ProcessEnv, ...options: readonly string[]) {
    this.#child = spawn('node', ['bin/waypost.mjs', 'rehearse', '--yes', '--once', ...options], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** Resolves once the output has it. @throws Error when the rehearsal ends before */
  async shows(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) return found;
      if (this.#child.exitCode !== null) throw new Error(`It ended early:\n${this.#output}`);
      const heard = new AbortController();
      const { signal } = heard;
      await Promise.race([
        once(this.#child.stdout ?? this.#child, 'data', { signal }),
        once(this.#child, 'exit', { signal }),
      ]);
      // The other one of the two would stay.
      heard.abort();
    }
  }

  /** Of the console, with the token. */
  async address(): Promise<string> {
    const [, address = ''] = await this.shows(ADDRESS);
    return address;
  }

  /** Milliseconds until it has ended, and the most memory of its process: builds and emulator are others. */
  async ended(): Promise<{ readonly wallMs: number; readonly peakBytes: number }> {
    const { pid } = this.#child;
    const timer = setInterval(() => {
      if (pid !== undefined) this.#peakBytes = Math.max(this.#peakBytes, memoryOfProcess(pid));
    }, SAMPLE_MS);
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    clearInterval(timer);
    if (this.#child.exitCode !== 0) throw new Error(`The rehearsal failed:\n${this.#output}`);
    return { wallMs: performance.now() - this.#startedAt, peakBytes: this.#peakBytes };
  }

  stop(): void {
    this.#child.kill();
  }
}

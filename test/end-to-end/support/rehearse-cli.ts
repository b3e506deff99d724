import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DECISIONS_FILE } from '../../../rehearsal/emulator/emulator';
import { nodeBinary, repositoryRoot } from '../../../rehearsal/paths';
import { reportSchema, type Report } from '../../../rehearsal/report/report-schema';

const POLL_MS = 50;

/** `waypost rehearse` as a child process, as a person or a script runs it. */
export class RehearseCli {
  #output = '';
  #ended = false;
  readonly child: ChildProcess;
  /** The rehearsal's temporary folder; everything that it starts works or has its HOME below. */
  readonly #temporary = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-cli-'));
  /** Exit code; `null` when a signal ended it. */
  readonly exited: Promise<number | null>;

  constructor(
    readonly folder: string,
    ...flags: readonly string[]
  ) {
    // As `npm start` does: tsx's own command would kill us 60 ms after a Ctrl-C.
    const tsx = pathToFileURL(require.resolve('tsx')).href;
    const cli = join(repositoryRoot, 'bin', 'waypost.ts');
    this.child = spawn(nodeBinary, ['--import', tsx, cli, 'rehearse', ...flags], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: this.#temporary },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    // Not when it exits: its last words may still be on their way then.
    this.exited = new Promise((resolve) => {
      this.child.once('close', (code) => {
        this.#ended = true;
        resolve(code);
      });
    });
  }

  get output(): string {
    return this.#output;
  }

  get report(): Report {
    const path = join(this.folder, '.waypost', 'report.json');
    return reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  }

  /** The report of a run in which all went well. @throws with the output of another, which says why */
  get succeeded(): Report {
    const { report } = this;
    if (report.outcome === 'succeeded') return report;
    throw new Error(`The outcome is ${String(report.outcome)}:\n${this.#output}`);
  }

  /** Waits for its end with success. @throws with the output of another end, which says why */
  async endsWell(): Promise<void> {
    const code = await this.exited;
    if (code !== 0) throw new Error(`Ended with ${String(code)}:\n${this.#output}`);
  }

  /** The emulator's, while it is up. */
  get emulator(): { readonly endpoint: string; readonly decisionsFile: string } {
    const [decisionsFile] = globSync(join(this.#temporary, '*', 'emulator', DECISIONS_FILE));
    const [delivered] = this.report.endpoints;
    if (decisionsFile === undefined || !delivered) {
      throw new Error(`Nothing is delivered:\n${this.#output}`);
    }
    return { endpoint: `http://127.0.0.1:${new URL(delivered.address).port}`, decisionsFile };
  }

  /** Waits until the output has a text; fails with the output when the process ends before. */
  async says(text: string | RegExp, from = 0): Promise<number> {
    for (;;) {
      const rest = this.#output.slice(from);
      const at = typeof text === 'string' ? rest.indexOf(text) : rest.search(text);
      if (at >= 0) return from + at + 1;
      if (this.#ended) throw new Error(`Ended without saying ${String(text)}:\n${this.#output}`);
      await delay(POLL_MS);
    }
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** The processes that the rehearsal has started and that are there. Reads Linux's /proc. */
  started(): { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== this.child.pid)
      .filter((pid) => about(pid, 'environ').includes(`HOME=${this.#temporary}`))
      .map((pid) => ({ pid, command: about(pid, 'cmdline').replaceAll('\0', ' ').trim() }));
  }

  /** What is left in the temporary folder. */
  leftovers(): string[] {
    return readdirSync(this.#temporary).filter((name) => name.startsWith('waypost-'));
  }

  /** Ends what is left, for a test that has failed before its end. */
  async remove(): Promise<void> {
    const { child } = this;
    if (child.kill('SIGTERM')) await once(child, 'exit');
    for (const { pid } of this.started()) process.kill(pid, 'SIGKILL');
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}

/** Where something of the app answers. */
export function addressIn({ endpoints }: Report, name: string): string {
  const found = endpoints.find((one) => one.name === name);
  if (!found) throw new Error(`No ${name} is delivered`);
  return found.address;
}

/** Empty for a process that has ended meanwhile or is not ours. */
function about(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeBinary } from '../../../../rehearsal/paths';

/** How an invocation ended. `gone`: killed or out of time, so Lambda learns nothing of what it did. */
export type Invocation =
  | { readonly kind: 'returned'; readonly result: unknown }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'gone' };

export interface FunctionSettings {
  /** File of the bundle. */
  readonly bundle: string;
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

type Message =
  | { readonly ready: true }
  | { readonly requestId: string; readonly result?: unknown; readonly error?: string };

const HOST = join(__dirname, 'function-host.cjs');

/** A Lambda function's execution environment: a process that is started anew once it has died. */
export class FunctionProcess {
  /** Everything that the function printed. */
  output = '';
  private child: ChildProcess | undefined;
  private starting: Promise<ChildProcess> | undefined;

  constructor(private readonly settings: FunctionSettings) {}

  async invoke(event: unknown): Promise<Invocation> {
    const child = await this.running();
    const requestId = randomUUID();
    const { timeoutMs } = this.settings;
    return new Promise((resolve) => {
      const timer = setTimeout(() => void this.kill(), timeoutMs);
      const settle = (invocation: Invocation) => {
        clearTimeout(timer);
        child.off('message', answered);
        child.off('exit', gone);
        resolve(invocation);
      };
      const answered = (message: Message) => {
        if (!('requestId' in message) || message.requestId !== requestId) return;
        if (message.error !== undefined) settle({ kind: 'threw', error: message.error });
        else settle({ kind: 'returned', result: message.result });
      };
      const gone = () => {
        settle({ kind: 'gone' });
      };
      child.on('message', answered);
      child.on('exit', gone);
      child.send({ event, timeoutMs, requestId });
    });
  }

  /** SIGKILL, and waits for the end. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  private running(): Promise<ChildProcess> {
    const { child } = this;
    if (child && !hasEnded(child)) return Promise.resolve(child);
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async start(): Promise<ChildProcess> {
    const child = spawn(nodeBinary, [HOST, this.settings.bundle], {
      env: { ...this.settings.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk));
    }
    this.child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.once('message', () => {
        resolve();
      });
      child.once('exit', () => {
        reject(new Error(`the function did not start:\n${this.output}`));
      });
    });
    await ready;
    return child;
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

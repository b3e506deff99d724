import type { Colors } from 'picocolors/types';
import type { RehearsalEvent } from '../events';
import { approvalLines } from './approval-lines';

/** Turns events into lines, with durations. Keeps what it needs of the earlier events. */
export class EventLines {
  readonly #running = new Map<string, { readonly startedAt: string; readonly detail?: string }>();
  #stage: string | undefined;

  constructor(
    private readonly colors: Colors,
    /** Whether the rehearsal goes on after a delivery, so that its addresses answer. */
    private readonly staysUp: boolean,
  ) {}

  /** What is running now, oldest first, such as `Synth 12.0 s (npm ci)`. */
  running(now: Date): string {
    return [...this.#running]
      .map(([name, { startedAt, detail }]) => {
        const [command = ''] = detail?.split('\n') ?? [];
        const at = command === '' ? '' : ` (${command})`;
        return `${name} ${duration(startedAt, now.toISOString())}${at}`;
      })
      .join(', ');
  }

  linesOf(event: RehearsalEvent): string[] {
    const c = this.colors;
    switch (event.type) {
      case 'rehearsal-started':
        return [c.bold(`Rehearsing ${event.commit.slice(0, 10)} of ${event.repository}`)];
      case 'noticed':
        return [`${c.yellow('note')} ${event.message}`];
      case 'preparation-started':
        this.#running.set(event.name, { startedAt: event.at });
        return [];
      case 'preparation-ended':
        return this.#end(
          event.name,
          event.at,
          event.error === undefined ? 'done' : 'failed',
          event.error,
        );
      case 'execution-started': {
        this.#stage = undefined;
        const why = { start: '', push: ', a new push', restart: ', restarted by its own change' };
        return ['', c.bold(`Execution for ${event.commit.slice(0, 10)}${why[event.trigger]}`)];
      }
      case 'action-started': {
        this.#running.set(event.action, { startedAt: event.at });
        if (this.#stage === event.stage) return [];
        this.#stage = event.stage;
        return [c.bold(event.stage)];
      }
      case 'action-progress': {
        const { startedAt } = this.#running.get(event.action) ?? { startedAt: event.at };
        this.#running.set(event.action, { startedAt, detail: event.detail });
        return [];
      }
      case 'approval-asked':
        return approvalLines(event.request, c);
      case 'action-ended':
        return this.#end(event.action, event.at, event.status, event.error);
      case 'execution-ended':
        return [
          ...(event.status === 'restarted' ? ['The pipeline has changed itself:'] : []),
          ...(event.status === 'restarted' ? (event.differences ?? []) : []).map((d) => `  ${d}`),
          ...(event.error === undefined ? [] : [c.red(event.error)]),
        ];
      case 'delivered': {
        const { resources, endpoints, environment, outcome } = event;
        const total = (counts: readonly { count: number }[]) =>
          counts.reduce((sum, { count }) => sum + count, 0);
        return [
          '',
          this.#mark(outcome, `${event.commit.slice(0, 10)} ${outcome}`),
          `resources: ${total(resources.emulated)} emulated, ${total(resources.recorded)} recorded only, ${resources.droppedProperties.length} kinds of property without effect`,
          ...(this.staysUp
            ? [
                ...line('contact page', endpoints.contactPage),
                ...line('contact API', endpoints.contactApi),
                ...line('inbox', endpoints.inbox),
                ...line(
                  'submissions',
                  environment && `npx waypost submissions list ${environment} --rehearsal`,
                ),
                'Waiting for new commits. Ctrl-C ends the rehearsal.',
              ]
            : []),
        ];
      }
      case 'rehearsal-ended':
        return event.error === undefined ? [] : ['', c.red(event.error)];
    }
  }

  #end(name: string, at: string, status: string, error: string | undefined): string[] {
    const { startedAt } = this.#running.get(name) ?? { startedAt: at };
    this.#running.delete(name);
    const line = `  ${this.#mark(status, name)} ${this.colors.dim(duration(startedAt, at))}`;
    return error === undefined ? [line] : [line, ...error.split('\n').map((text) => `    ${text}`)];
  }

  #mark(status: string, text: string): string {
    const c = this.colors;
    if (status === 'succeeded' || status === 'done') return `${c.green('ok')} ${text}`;
    if (status === 'rejected') return `${c.yellow('rejected')} ${text}`;
    if (status === 'stopped') return `${c.yellow('stopped')} ${text}`;
    return `${c.red('FAILED')} ${text}`;
  }
}

function line(name: string, address: string | null): string[] {
  return address === null ? [] : [`${name.padEnd(13)}${address}`];
}

/** Such as `1.4 s` or `2 min 05 s`. */
export function duration(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

import type { Colors } from 'picocolors/types';
import type { ApprovalRequest } from '../actions/approval-request';
import { labelOf } from '../report/label-of';
import { duration } from '../report/duration';
import { keyOf, type ActionRef, type RehearsalEvent, type StackOutcome } from '../events';
import { lastOutput } from './last-output';
import { cut, plainTexts } from './plain-text';
import { permissionLines } from './permission-lines';
import { stackLine } from './stack-line';

/** Something that has not ended. */
export interface Running {
  readonly name: string;
  readonly startedAt: string;
  readonly logPath?: string;
  /** What it is doing, such as a build's command. */
  readonly detail?: string;
}

/** Longest command in a line: its output needs room beside it. */
const COMMAND_LENGTH = 40;
/** Width of a line in a log. A terminal has its own width. */
const OUTPUT_LENGTH = 160;

interface Ending {
  readonly name: string;
  readonly at: string;
  readonly status: string;
  readonly error?: string;
}

type FaultEvent = Extract<RehearsalEvent, { readonly type: 'fault' }>;

/** Bad ends that are no failures. */
const INTENDED: ReadonlySet<string> = new Set(['rejected', 'stopped', 'superseded']);

/** Turns events into lines, with durations. It keeps the parts of earlier events that it needs. */
export class EventLines {
  readonly #running = new Map<string, Running>();
  /** The running executions, each with its changes of stacks. */
  readonly #executions = new Map<
    string,
    { readonly commit: string; readonly stacks: StackOutcome[] }
  >();
  /** Whether several executions have run side by side since the last time without any. */
  #several = false;
  /** The execution and the stage of the last lines. */
  #heading: string | undefined;
  #console: string | null = null;

  constructor(
    private readonly colors: Colors,
    /** Whether the rehearsal stays up after a delivery, so that its addresses answer. */
    private readonly staysUp: boolean,
    private readonly outputOf: (logPath: string) => string = lastOutput,
  ) {}

  /** Everything that is running now, oldest first. */
  get running(): readonly Running[] {
    return [...this.#running.values()];
  }

  /** Such as `Synth 56.2 s (npm run check): unit tests 1,200 of 2,859`. */
  describe({ name, startedAt, logPath, detail }: Running, now: Date): string {
    const [command = ''] = detail?.split('\n') ?? [];
    const at = command === '' ? '' : ` (${cut(command, COMMAND_LENGTH)})`;
    const output = logPath === undefined ? '' : this.outputOf(logPath);
    const said = output === '' ? '' : `: ${cut(output, OUTPUT_LENGTH)}`;
    return `${name} ${duration(startedAt, now.toISOString())}${at}${said}`;
  }

  /** Text of an event must not control the terminal: names, logs and messages come from outside. */
  linesOf(event: RehearsalEvent): string[] {
    return this.#linesOf(plainTexts(event));
  }

  #linesOf(event: RehearsalEvent): string[] {
    const c = this.colors;
    switch (event.type) {
      case 'rehearsal-started':
        return [c.bold(`Rehearsing ${event.commit.slice(0, 10)} of ${event.repository}`)];
      case 'app-opened':
        return [];
      case 'console-opened':
        this.#console = event.address;
        return [line('console', event.address)];
      case 'noticed':
        return [`${c.yellow('note')} ${event.message}`];
      case 'fault':
        return [`${c.yellow('planted')} ${faultInWords(event)}`];
      case 'first-delivery-started': {
        const { name, commit } = event;
        const what =
          commit === null
            ? `what is deployed in ${name}.`
            : `${name} (${commit.slice(0, 10)}), as it was delivered. Its approvals are answered without a question.`;
        return [c.bold(`First ${what}`)];
      }
      case 'first-delivery-ended':
        return event.outcome === 'succeeded'
          ? ['', c.bold('That is deployed. Now the upgrade.')]
          : [];
      case 'preparation-started':
        this.#start(event.name, event.name, event);
        return [];
      case 'preparation-ended':
        return this.#end(event.name, event);
      case 'execution-started': {
        const commit = event.commit.slice(0, 10);
        this.#several = this.#executions.size > 0;
        this.#executions.set(event.executionId, { commit, stacks: [] });
        this.#heading = undefined;
        const why = { start: '', push: ', a new push', restart: ', restarted by its own change' };
        return ['', c.bold(`Execution for ${commit}${why[event.trigger]}`)];
      }
      case 'action-started':
        this.#start(keyOf(event), event.action, event);
        return this.#head(event);
      case 'action-progress': {
        const running = this.#running.get(keyOf(event));
        if (running) this.#running.set(keyOf(event), { ...running, detail: event.detail });
        return [];
      }
      case 'approval-asked':
        return [...this.#head(event), ...this.#question(event.request)];
      case 'approval-answered':
        return event.by === 'console' || event.by === 'call'
          ? [...this.#head(event), answerOf(event)]
          : [];
      case 'action-ended':
        if (event.stack) this.#executions.get(event.executionId)?.stacks.push(event.stack);
        return [...this.#head(event), ...this.#end(keyOf(event), { ...event, name: event.action })];
      case 'execution-waiting': {
        const { executionId, stage, behind } = event;
        this.#heading = undefined;
        const line = `${this.#commitOf(executionId)} waits for ${stage}, where ${this.#commitOf(behind)} is`;
        return ['', c.dim(line)];
      }
      case 'execution-ended': {
        const commit = this.#commitOf(event.executionId);
        const { stacks } = this.#executions.get(event.executionId) ?? { stacks: [] };
        this.#executions.delete(event.executionId);
        if (event.status === 'superseded') {
          this.#heading = undefined;
          const by = this.#commitOf(event.by ?? '');
          return ['', this.#mark(event.status, `${commit} by the newer ${by}`)];
        }
        return [
          ...stackLine(stacks).map((line) => c.dim(line)),
          ...(event.status === 'restarted' ? ['The pipeline has changed itself:'] : []),
          ...(event.status === 'restarted' ? (event.differences ?? []) : []).map((d) => `  ${d}`),
          ...(event.error === undefined ? [] : [c.red(event.error)]),
        ];
      }
      case 'delivered': {
        const { resources, permissions, endpoints, commands, outcome } = event;
        const total = (counts: readonly { count: number }[]) =>
          counts.reduce((sum, { count }) => sum + count, 0);
        return [
          '',
          this.#mark(outcome, `${event.commit.slice(0, 10)} ${outcome}`),
          `resources: ${total(resources.emulated)} emulated, ${total(resources.recorded)} recorded only, ${resources.droppedProperties.length} kinds of property without effect`,
          ...permissionLines(permissions).map((text) =>
            permissions.denied.length > 0 ? c.red(text) : text,
          ),
          ...(this.staysUp
            ? [
                ...endpoints.map((one) => line(labelOf(one, endpoints), one.address)),
                ...(this.#console === null ? [] : [line('console', this.#console)]),
                ...Object.entries(commands).map(([name, command]) => line(name, command)),
                'Waiting for new commits. Ctrl-C ends the rehearsal.',
              ]
            : []),
        ];
      }
      case 'rehearsal-ended':
        return event.error === undefined ? [] : ['', c.red(event.error)];
    }
  }

  #start(key: string, name: string, { at, logPath }: { at: string; logPath?: string }): void {
    this.#running.set(key, { name, startedAt: at, ...(logPath !== undefined && { logPath }) });
  }

  /** Names the stage of the next lines, if the last lines were of another stage. */
  #head({ executionId, stage }: ActionRef): string[] {
    const heading = `${executionId} ${stage}`;
    if (this.#heading === heading) return [];
    this.#heading = heading;
    const whose = this.#several ? ` (${this.#commitOf(executionId)})` : '';
    return [this.colors.bold(stage + whose)];
  }

  /** An approval, as CodePipeline's console shows it. */
  #question({ stage, comment = '', reviewUrl = '' }: ApprovalRequest): string[] {
    const shown = [...comment.split('\n'), reviewUrl].filter((text) => text !== '');
    return [
      this.colors.bold(`  ${stage} waits for approval.`),
      ...shown.map((text) => `    ${text}`),
    ];
  }

  #commitOf(executionId: string): string {
    return this.#executions.get(executionId)?.commit ?? 'an execution';
  }

  #end(key: string, { name, at, status, error }: Ending): string[] {
    const { startedAt } = this.#running.get(key) ?? { startedAt: at };
    this.#running.delete(key);
    const line = `  ${this.#mark(status, name)} ${this.colors.dim(duration(startedAt, at))}`;
    return error === undefined ? [line] : [line, ...error.split('\n').map((text) => `    ${text}`)];
  }

  #mark(status: string, text: string): string {
    const c = this.colors;
    if (status === 'succeeded') return `${c.green('ok')} ${text}`;
    if (INTENDED.has(status)) return `${c.yellow(status)} ${text}`;
    return `${c.red(status === 'expired' ? status : 'FAILED')} ${text}`;
  }
}

function faultInWords({ target, kind, status, detail = '' }: FaultEvent): string {
  const words = {
    planted: 'by --break, no real fault; it is met once',
    met: `met: ${detail}`,
    'not-met': 'not met: nothing of it ran, or changed anything',
  };
  return `${target}:${kind} ${words[status]}`;
}

function answerOf({
  approved,
  by,
  comment,
}: {
  approved: boolean;
  by: string;
  comment?: string;
}): string {
  const said = comment === undefined ? '' : `: ${comment}`;
  return `  ${approved ? 'approved' : 'rejected'} ${by === 'call' ? 'by a call of its API' : 'in the console'}${said}`;
}

function line(name: string, address: string): string {
  return `${name.padEnd(12)} ${address}`;
}

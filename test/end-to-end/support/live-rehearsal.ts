import { setTimeout as delay } from 'node:timers/promises';
import { waypostSource } from '../../../bin/commands/rehearse/waypost/rehearsed-waypost';
import type { AppSource } from '../../../rehearsal/app';
import type { ApprovalAnswer, ApprovalRequest } from '../../../rehearsal/actions/approval-request';
import type { SentMail } from '../../../rehearsal/emulator/inventory';
import type { CallView, SubmissionView } from '../../../rehearsal/console/cloud/views';
import type { RehearsalEvent } from '../../../rehearsal/events';
import { parseFault, type Fault } from '../../../rehearsal/faults/fault';
import type { PreparedRehearsal } from '../../../rehearsal/prepared-rehearsal';
import { Rehearsal, type RehearsalOptions } from '../../../rehearsal/rehearse';
import { ReportBuilder } from '../../../rehearsal/report/report';
import type { Report } from '../../../rehearsal/report/report-schema';
import { EventLines } from '../../../rehearsal/reporters/lines';
import { createColors } from 'picocolors';
import type { ScratchRepository } from './scratch-repository';

const POLL_MS = 20;

/** A question for approval, which the test answers. */
export interface Question {
  readonly request: ApprovalRequest;
  readonly answer: (answer: ApprovalAnswer) => void;
}

type Execution = Report['executions'][number];

/** A rehearsal in the test's own process: the test is who approves, and whose time passes. */
export class LiveRehearsal {
  readonly #report = new ReportBuilder();
  readonly #lines = new EventLines(createColors(false), false);
  /** What happened so far, in its order. */
  readonly events: RehearsalEvent[] = [];
  readonly #end = new AbortController();
  readonly #questions: Question[] = [];
  readonly #alarms = new Set<{ leftMs: number; readonly ring: () => void }>();
  #rehearsal: Rehearsal | undefined;
  #prepared: PreparedRehearsal | undefined;
  #output = '';
  #fault: unknown;

  constructor(
    private readonly repository: ScratchRepository,
    private readonly options: Pick<RehearsalOptions, 'from' | 'keep' | 'eventsTwice'> = {},
    private readonly source: AppSource = waypostSource,
  ) {}

  /** Up to the deployed pipeline. */
  async prepare(): Promise<void> {
    this.#rehearsal = await Rehearsal.of({
      ...this.options,
      source: this.source,
      folder: this.repository.folder,
      workingTree: false,
      approve: (request) => new Promise((answer) => this.#questions.push({ request, answer })),
      sleep: (ms) => new Promise((ring) => this.#alarms.add({ leftMs: ms, ring })),
      report: (event) => {
        this.#hear(event);
      },
      signal: this.#end.signal,
    });
    this.#prepared = await this.#rehearsal.prepare();
  }

  /**
   * Delivers the repository's last commit, as a push of it does.
   * @param faults what breaks in it
   * @returns the commit
   */
  push(message?: string, ...faults: readonly string[]): string {
    const commit =
      message === undefined
        ? this.repository.git('rev-parse', 'HEAD')
        : this.repository.commit(message);
    this.#deliver(commit, faults.map(parseFault)).catch((fault: unknown) => (this.#fault = fault));
    return commit;
  }

  /** The question of an execution of this commit, once it is asked; no earlier one's. */
  async question(commit: string, stage = 'prod'): Promise<Question> {
    return this.#until(`the question for ${stage}`, () => {
      const ended = this.#lastOf(commit);
      if (ended && isOver(ended)) throw new Error(`${commit} has ended:\n${this.#output}`);
      const found = this.#questions.findIndex(
        ({ request }) => request.commit === commit && request.stage === stage,
      );
      return found < 0 ? undefined : this.#questions.splice(found, 1)[0];
    });
  }

  async approve(commit: string, stage = 'prod'): Promise<void> {
    (await this.question(commit, stage)).answer({ approved: true });
  }

  /** The last execution of a commit, once it has ended for good. */
  async ended(commit: string): Promise<Execution> {
    return this.#until(`the end of ${commit}`, () => {
      const last = this.#lastOf(commit);
      return last && isOver(last) ? last : undefined;
    });
  }

  async says(text: RegExp): Promise<void> {
    await this.#until(String(text), () => (text.test(this.#output) ? true : undefined));
  }

  /** Lets time pass for everybody who waits. @returns whether anybody's was over */
  pass(minutes: number): boolean {
    let over = false;
    for (const alarm of this.#alarms) {
      alarm.leftMs -= minutes * 60_000;
      if (alarm.leftMs > 0) continue;
      this.#alarms.delete(alarm);
      alarm.ring();
      over = true;
    }
    return over;
  }

  get report(): Report {
    const { report } = this.#report;
    if (!report) throw new Error('The rehearsal has not started');
    return report;
  }

  /** Every mail that was sent, oldest first. */
  async mails(): Promise<readonly SentMail[]> {
    return (await this.#rehearsal?.sources?.mails()) ?? [];
  }

  /** Messages that visitors have sent, in all environments. */
  async submissions(): Promise<readonly SubmissionView[]> {
    return (await this.#rehearsal?.sources?.submissions()) ?? [];
  }

  /** Calls of a role so far, and whether they were allowed. */
  async callsOf(role: string): Promise<readonly CallView[]> {
    const view = await this.#rehearsal?.sources?.permissions({
      report: this.report,
      approvals: [],
    });
    const calls = view?.callers.flatMap((caller) => caller.calls) ?? [];
    return calls.filter(({ caller }) => caller === role);
  }

  get output(): string {
    return this.#output;
  }

  /** Where the emulator answers. */
  get endpoint(): string {
    return this.#prepared?.endpoint ?? '';
  }

  async end(): Promise<void> {
    await this.#rehearsal?.end('succeeded');
  }

  #lastOf(commit: string): Execution | undefined {
    return this.report.executions.findLast((execution) => execution.commit === commit);
  }

  async #deliver(commit: string, faults: readonly Fault[]): Promise<void> {
    await this.#prepared?.push(commit);
    await this.#prepared?.deliver(commit, 'push', faults);
  }

  #hear(event: RehearsalEvent): void {
    this.events.push(event);
    this.#report.add(event);
    for (const line of this.#lines.linesOf(event)) this.#output += `${line}\n`;
  }

  async #until<T>(what: string, find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (this.#fault !== undefined || this.#rehearsal?.signal.aborted === true) {
        throw new Error(`No ${what} comes any more:\n${this.#output}`, { cause: this.#fault });
      }
      await delay(POLL_MS);
    }
  }
}

/** A restarted one goes on by another. */
function isOver({ status }: Execution): boolean {
  return status !== 'running' && status !== 'restarted';
}

/** How the actions of a stage came out, in their order. */
export function outcomes(execution: Execution, stage: string): string[] {
  const actions = execution.stages.find(({ name }) => name === stage)?.actions ?? [];
  return actions.map(({ status }) => status);
}

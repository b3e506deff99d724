import type { ApprovalRequest, ApprovedBy } from '../../actions/approval-request';
import type { SentMail } from '../../emulator/inventory';
import { keyOf, type ActionRef, type AppView } from '../../events';
import { ReportBuilder } from '../../report/report';
import type { Report } from '../../report/report-schema';
import type { ConsoleEvent } from './console-event';

export type ExecutionState = Report['executions'][number];
export type StageState = ExecutionState['stages'][number];
export type ActionState = StageState['actions'][number];

/** A question for approval, from the moment in which it is asked. */
export interface ApprovalState {
  readonly request: ApprovalRequest;
  readonly askedAt: string;
  readonly answer?: {
    readonly approved: boolean;
    readonly by: ApprovedBy;
    readonly comment?: string;
  };
  /** No further answer counts: there is one, or the action has ended without an answer. */
  readonly closed: boolean;
}

/**
 * The state of a rehearsal, computed only from its events. Server, page and saved file have the same state,
 * because they got the same events.
 */
export class ConsoleState {
  readonly #builder = new ReportBuilder();
  readonly #progress = new Map<string, string>();
  readonly #approvals = new Map<string, ApprovalState>();
  readonly #waiting = new Map<string, { readonly stage: string; readonly behind: string }>();
  readonly #mails = new Map<string, SentMail>();
  #views: readonly AppView[] = [];
  #endedAt: string | undefined;
  #lastAt = '';

  add(event: ConsoleEvent): void {
    this.#lastAt = event.at;
    if (event.type === 'mail-sent') {
      this.#mails.set(event.mail.messageId, event.mail);
      return;
    }
    this.#builder.add(event);
    switch (event.type) {
      case 'app-opened':
        this.#views = event.views;
        return;
      case 'action-started':
        this.#waiting.delete(event.executionId);
        return;
      case 'action-progress':
        this.#progress.set(keyOf(event), event.detail);
        return;
      case 'approval-asked': {
        const { request, at } = event;
        this.#approvals.set(keyOf(event), { request, askedAt: at, closed: false });
        return;
      }
      case 'approval-answered': {
        const { approved, by, comment } = event;
        const answer = { approved, by, ...(comment !== undefined && { comment }) };
        this.#close(keyOf(event), answer);
        return;
      }
      case 'action-ended':
        this.#progress.delete(keyOf(event));
        this.#close(keyOf(event));
        return;
      case 'execution-waiting': {
        const { stage, behind } = event;
        this.#waiting.set(event.executionId, { stage, behind });
        return;
      }
      case 'execution-ended':
        this.#waiting.delete(event.executionId);
        return;
      case 'rehearsal-ended':
        this.#endedAt = event.at;
        for (const key of this.#approvals.keys()) this.#close(key);
        return;
      default:
    }
  }

  /** Unset before the rehearsal has started. */
  get report(): Report | undefined {
    return this.#builder.report;
  }

  /** None before the app is known. */
  get views(): readonly AppView[] {
    return this.#views;
  }

  /** Oldest first. */
  get mails(): readonly SentMail[] {
    return [...this.#mails.values()];
  }

  get approvals(): readonly ApprovalState[] {
    return [...this.#approvals.values()];
  }

  get openApprovals(): readonly ApprovalState[] {
    return this.approvals.filter(({ closed }) => !closed);
  }

  approvalOf(ref: ActionRef): ApprovalState | undefined {
    return this.#approvals.get(keyOf(ref));
  }

  /** What an action is doing, such as a build's command. */
  progressOf(ref: ActionRef): string | undefined {
    return this.#progress.get(keyOf(ref));
  }

  waitingOf(executionId: string) {
    return this.#waiting.get(executionId);
  }

  execution(id: string): ExecutionState | undefined {
    return this.report?.executions.find((execution) => execution.id === id);
  }

  action({ executionId, stage, action }: ActionRef): ActionState | undefined {
    return this.execution(executionId)
      ?.stages.find(({ name }) => name === stage)
      ?.actions.find(({ name }) => name === action);
  }

  get ended(): boolean {
    return this.#endedAt !== undefined;
  }

  /** Time of the newest event: the clock of a finished rehearsal. */
  get lastAt(): string {
    return this.#lastAt;
  }

  #close(key: string, answer?: ApprovalState['answer']): void {
    const approval = this.#approvals.get(key);
    if (!approval || approval.closed) return;
    this.#approvals.set(key, { ...approval, closed: true, ...(answer && { answer }) });
  }
}

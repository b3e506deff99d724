import type { ApprovalRequest, Approver } from './actions/approval-request';
import type { Report } from './report/report-schema';
import type { FaultKind } from './faults/fault';
import type { ResourceCoverage, RehearsalEndpoints } from './emulator/coverage';

/** How an execution, and with it the rehearsal, came out. */
export type Outcome = 'succeeded' | 'rejected' | 'failed';

/** Why an execution began. */
export type Trigger = 'start' | 'push' | 'restart';

export interface ActionOutline {
  readonly name: string;
  readonly provider: string;
  readonly account: string;
  readonly region: string;
  readonly runOrder: number;
  /** Role that it runs under, of the service or account that does its work. */
  readonly role: string;
}

export interface StageOutline {
  readonly name: string;
  readonly actions: readonly ActionOutline[];
}

/** What an action has done to a stack. */
export interface StackOutcome {
  readonly name: string;
  readonly change: 'created' | 'updated' | 'unchanged';
}

/** Names one action of one execution. */
export interface ActionRef {
  readonly executionId: string;
  readonly stage: string;
  readonly action: string;
}

export function keyOf({ executionId, stage, action }: ActionRef): string {
  return [executionId, stage, action].join(' ');
}

/** What the commit is an upgrade of. */
export interface FirstDelivery {
  /** As `--from` named it. */
  readonly name: string;
  /** Null for what is deployed in an environment. */
  readonly commit: string | null;
}

/** Everything a rehearsal tells. `at` is ISO 8601. */
export type RehearsalEvent = { readonly at: string } & (
  | { readonly type: 'rehearsal-started'; readonly repository: string; readonly commit: string }
  /** The console in the browser answers. Its address has the token that lets its owner in. */
  | { readonly type: 'console-opened'; readonly address: string }
  /** Something to know that is no failure, such as uncommitted changes. */
  | { readonly type: 'noticed'; readonly message: string }
  /** Something breaks because `--break` says so. */
  | {
      readonly type: 'fault';
      readonly target: string;
      readonly kind: FaultKind;
      /** `not-met`: its delivery has ended without it. */
      readonly status: 'planted' | 'met' | 'not-met';
      /** What has met it. */
      readonly detail?: string;
    }
  /** What the commit is an upgrade of is delivered first, and its approvals are answered. */
  | ({ readonly type: 'first-delivery-started' } & FirstDelivery)
  | {
      readonly type: 'first-delivery-ended';
      readonly outcome: Exclude<Outcome, 'rejected'>;
    }
  | { readonly type: 'preparation-started'; readonly name: string; readonly logPath?: string }
  | {
      readonly type: 'preparation-ended';
      readonly name: string;
      /** `stopped`: the rehearsal has ended meanwhile, and says itself why. */
      readonly status: 'succeeded' | 'failed' | 'stopped';
      readonly error?: string;
    }
  | {
      readonly type: 'execution-started';
      readonly executionId: string;
      readonly commit: string;
      readonly trigger: Trigger;
      readonly stages: readonly StageOutline[];
    }
  /** An approval has no log. */
  | ({ readonly type: 'action-started'; readonly logPath?: string } & ActionRef)
  /** What it is at, such as a build's command; for the moment only, not in the report. */
  | ({ readonly type: 'action-progress'; readonly detail: string } & ActionRef)
  | ({ readonly type: 'approval-asked'; readonly request: ApprovalRequest } & ActionRef)
  | ({
      readonly type: 'approval-answered';
      readonly approved: boolean;
      readonly by: Approver;
      readonly comment?: string;
    } & ActionRef)
  | ({
      readonly type: 'action-ended';
      /** `expired`: an approval that nobody has answered in time, which fails the execution. */
      readonly status: Outcome | 'expired' | 'stopped';
      readonly error?: string;
      /** Of a succeeded CloudFormation action. */
      readonly stack?: StackOutcome;
    } & ActionRef)
  /** Another execution is in the stage that comes next. */
  | {
      readonly type: 'execution-waiting';
      readonly executionId: string;
      readonly stage: string;
      /** The execution that is in it. */
      readonly behind: string;
    }
  | {
      readonly type: 'execution-ended';
      readonly executionId: string;
      /**
       * `restarted`: the pipeline has changed itself, and another execution follows. `superseded`: a
       * newer execution has overtaken it while it waited for a stage.
       */
      readonly status: Outcome | 'restarted' | 'superseded';
      readonly error?: string;
      /** With `restarted` (and with a mutation loop): what differs, one item each. */
      readonly differences?: readonly string[];
      /** With `superseded`: the execution that goes on in its place. */
      readonly by?: string;
    }
  | {
      readonly type: 'delivered';
      readonly outcome: Outcome;
      readonly commit: string;
      readonly resources: ResourceCoverage;
      readonly permissions: Report['permissions'];
      readonly endpoints: RehearsalEndpoints;
      /** Whose contact API the endpoints name; null without one. */
      readonly environment: string | null;
    }
  | { readonly type: 'rehearsal-ended'; readonly outcome: Outcome; readonly error?: string }
);

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Takes an event and adds the time. */
export type Emit = (event: WithoutTime<RehearsalEvent>) => void;

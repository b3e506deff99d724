import type { ApprovalRequest, ApprovedBy } from './actions/approval-request';
import type { Report } from './report/report-schema';
import type { FaultKind } from './faults/fault';
import type { Endpoint, ResourceCoverage } from './emulator/coverage';

/** The result of an execution, and so of the rehearsal. */
export type Outcome = 'succeeded' | 'rejected' | 'failed';

/** Why an execution began. */
export type Trigger = 'start' | 'push' | 'restart';

export interface ActionOutline {
  readonly name: string;
  readonly provider: string;
  readonly account: string;
  readonly region: string;
  readonly runOrder: number;
  /** ARN of the role under which it runs. */
  readonly role: string;
}

export interface StageOutline {
  readonly name: string;
  readonly actions: readonly ActionOutline[];
}

/** What an action did to a stack. */
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

/** A view of the console that only some apps fill. */
export type AppView = 'submissions' | 'pages';

/** Everything a rehearsal tells. `at` is ISO 8601. */
export type RehearsalEvent = { readonly at: string } & (
  | { readonly type: 'rehearsal-started'; readonly repository: string; readonly commit: string }
  | { readonly type: 'app-opened'; readonly views: readonly AppView[] }
  /** The console in the browser answers. Its address has the token that lets its owner in. */
  | { readonly type: 'console-opened'; readonly address: string }
  /** A notice that is no failure, such as uncommitted changes. */
  | { readonly type: 'noticed'; readonly message: string }
  /** Something breaks because `--break` asks for it. */
  | {
      readonly type: 'fault';
      readonly target: string;
      readonly kind: FaultKind;
      /** `not-met`: its delivery ended without it. */
      readonly status: 'planted' | 'met' | 'not-met';
      /** What it broke. */
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
      /** `stopped`: the rehearsal ended meanwhile, and its end says why. */
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
  /** What it is doing, such as a build's command. Only for the moment, not in the report. */
  | ({ readonly type: 'action-progress'; readonly detail: string } & ActionRef)
  | ({ readonly type: 'approval-asked'; readonly request: ApprovalRequest } & ActionRef)
  | ({
      readonly type: 'approval-answered';
      readonly approved: boolean;
      readonly by: ApprovedBy;
      readonly comment?: string;
    } & ActionRef)
  | ({
      readonly type: 'action-ended';
      /** `expired`: nobody answered an approval in time. Then the execution fails. */
      readonly status: Outcome | 'expired' | 'stopped';
      readonly error?: string;
      /** Set for a CloudFormation action that succeeded. */
      readonly stack?: StackOutcome;
    } & ActionRef)
  /** Another execution is in the next stage. */
  | {
      readonly type: 'execution-waiting';
      readonly executionId: string;
      readonly stage: string;
      /** The execution in that stage. */
      readonly behind: string;
    }
  | {
      readonly type: 'execution-ended';
      readonly executionId: string;
      /**
       * `restarted`: the pipeline changed itself, and another execution follows. `superseded`: a newer
       * execution took its place while it waited for a stage.
       */
      readonly status: Outcome | 'restarted' | 'superseded';
      readonly error?: string;
      /** With `restarted` (and with a mutation loop): what differs, one item each. */
      readonly differences?: readonly string[];
      /** With `superseded`: the newer execution that continues instead. */
      readonly by?: string;
    }
  | {
      readonly type: 'delivered';
      readonly outcome: Outcome;
      readonly commit: string;
      readonly resources: ResourceCoverage;
      readonly permissions: Report['permissions'];
      readonly endpoints: readonly Endpoint[];
      /** Commands for the reader: name -> command. */
      readonly commands: Readonly<Record<string, string>>;
    }
  | { readonly type: 'rehearsal-ended'; readonly outcome: Outcome; readonly error?: string }
);

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Takes an event and adds the time. */
export type Emit = (event: WithoutTime<RehearsalEvent>) => void;

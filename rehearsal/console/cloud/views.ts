import type { ActionRef } from '../../events';

/** The state of an environment, as AWS's consoles show it. */
export interface EnvironmentView {
  readonly name: string;
  readonly account: string;
  readonly stacks: readonly StackView[];
  readonly alarms: readonly AlarmView[];
  readonly dashboards: readonly DashboardView[];
}

export interface StackView {
  readonly name: string;
  readonly region: string;
  /** Newest first. */
  readonly events: readonly StackEventView[];
}

export interface StackEventView {
  /** ISO 8601. */
  readonly at: string;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

export interface AlarmView {
  readonly name: string;
  readonly region: string;
  readonly state: string;
  readonly reason: string;
  readonly description: string;
}

export interface DashboardView {
  readonly name: string;
  readonly region: string;
  readonly metrics: readonly MetricView[];
}

export interface MetricView {
  /** Title of its widget. */
  readonly widget: string;
  /** Such as `AWS/SQS ApproximateAgeOfOldestMessage QueueName=…`. */
  readonly name: string;
  /** The newest value of the last hours; null if there is none. */
  readonly value: number | null;
}

/** A visitor's message, and its status. */
export interface SubmissionView {
  readonly environment: string;
  readonly id: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly form: string;
  readonly status: string;
  /** Reasons of the status, signs of spam, receipts. */
  readonly notes: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Whether the address of a mail's link answers. */
export type LinkView =
  | { readonly url: string; readonly status: 'answers' | 'broken'; readonly detail: string }
  /** It is no address of the emulated cloud. Nothing outside this machine is asked. */
  | { readonly url: string; readonly status: 'outside' };

/** The calls of roles, and what allowed or denied them. */
export interface PermissionUse {
  /** Callers with a denial first, then in the order of the pipeline. */
  readonly callers: readonly CallerView[];
  /** New grants of each release that waited for approval, in that order. */
  readonly releases: readonly ReleaseGrantsView[];
}

/** The new grants of a release in an environment, and how often the rehearsal used each. */
export interface ReleaseGrantsView {
  readonly executionId: string;
  readonly environment: string;
  /** `12 new grants: 2 never exercised, 10 used` */
  readonly summary: string;
  /** In the order of the page. */
  readonly grants: readonly GrantView[];
}

/** A grant in the words of the page that its approver sees. */
export interface GrantView {
  readonly rating: string;
  readonly what: string;
  readonly resource: string;
  readonly principal: string;
  readonly condition: string;
  /** Logical id of the resource that has the grant. */
  readonly saidBy: string;
  readonly stack: string;
  readonly use: GrantUseView;
}

export interface GrantUseView {
  /** `partly`: one of its actions was never called. `unseen`: the rehearsal cannot know. */
  readonly kind: 'used' | 'partly' | 'never' | 'unseen';
  readonly words: string;
}

/** An action, a function, or another caller with a role. */
export interface CallerView {
  readonly kind: 'action' | 'function' | 'other';
  /** Of an action. */
  readonly ref?: ActionRef;
  /** `dev · SmokeTest`, the function's name, or the session's. */
  readonly name: string;
  readonly account: string;
  /** Number of calls. */
  readonly allowed: number;
  readonly denied: number;
  /** Denials first. */
  readonly calls: readonly CallView[];
}

/** Calls of one action that the same statements decided on. */
export interface CallView {
  /** Name of the role, or of the service that assumes one. */
  readonly caller: string;
  readonly account: string;
  readonly action: string;
  /** Some of the resources. */
  readonly resources: readonly string[];
  /** Number of further resources. */
  readonly otherResources: number;
  readonly count: number;
  readonly allowed: boolean;
  /** The statements that decided, in words. */
  readonly by: readonly string[];
  /** For a denial: why, and what to do. */
  readonly advice?: string;
}

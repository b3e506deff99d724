/** What has become of an environment, as AWS's consoles show it. */
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
  /** Title of the widget that it is in. */
  readonly widget: string;
  /** Such as `AWS/SQS ApproximateAgeOfOldestMessage QueueName=…`. */
  readonly name: string;
  /** The newest value of the last hours; null without one. */
  readonly value: number | null;
}

/** What a visitor has sent, and what has become of it. */
export interface SubmissionView {
  readonly environment: string;
  readonly id: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly form: string;
  readonly status: string;
  /** Why it is what it is: reasons, marks of spam, receipts. */
  readonly notes: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Whether the address of a mail's link answers. */
export type LinkView =
  | { readonly url: string; readonly status: 'answers' | 'broken'; readonly detail: string }
  /** It is no address of the emulated cloud; nothing outside this machine is asked. */
  | { readonly url: string; readonly status: 'outside' };

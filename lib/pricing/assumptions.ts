/**
 * Templates do not say how much is used. `waypost cost` computes with these assumptions, and
 * docs/cost.md lists them.
 */

/** What the column `use` means. */
export const MESSAGES = 1000;
export const RELEASES = 10;

export const HOURS_A_MONTH = 730;

/**
 * Seconds that a call takes: twice a cold start in bench/contact.md. There the emulated AWS answers
 * at once, and on a quiet site every call is a cold start.
 */
const SUBMIT_SECONDS = 0.25;
const DELIVER_SECONDS = 0.5;

export interface FunctionUse {
  /** Calls for one message. */
  readonly calls: number;
  readonly seconds: number;
  readonly logKilobytes: number;
  /** Custom metrics that one message makes. */
  readonly metrics: number;
  /** Calls in a month without a message, and what they make: custom metrics, and requests of a call. */
  readonly idle?: {
    readonly calls: number;
    readonly metrics: number;
    readonly requests?: Readonly<Record<'metricRequest' | 'apiRequest', number>>;
  };
}

/** The service levels are looked at every five minutes. */
const LOOKS_A_MONTH = 12 * HOURS_A_MONTH;

/** One mail in ten gives feedback, which SES reports: bounces and complaints. */
const FEEDBACK = 0.1;

/** Key: the last part of the function's name. */
export const FUNCTIONS: Readonly<Record<string, FunctionUse>> = {
  // The challenge, then the message; and the probe's challenge.
  submit: {
    calls: 2,
    seconds: SUBMIT_SECONDS,
    logKilobytes: 2,
    metrics: 1,
    idle: { calls: LOOKS_A_MONTH, metrics: 0 },
  },
  deliver: { calls: 1, seconds: DELIVER_SECONDS, logKilobytes: 4, metrics: 3 },
  feedback: { calls: FEEDBACK, seconds: SUBMIT_SECONDS, logKilobytes: 2, metrics: 0 },
  // For a webhook, which answers within a second or two.
  webhooks: { calls: 1, seconds: 2, logKilobytes: 1, metrics: 0 },
  // Once a day, and two minutes of waiting; a metric is charged by the hours that have a value.
  drift: {
    calls: 0,
    seconds: 120,
    logKilobytes: 3,
    metrics: 0,
    idle: { calls: 30, metrics: 30 / HOURS_A_MONTH },
  },
  // Its heartbeat is there every hour; its other metrics only when something fails.
  'service-levels': {
    calls: 0,
    seconds: 1,
    logKilobytes: 1,
    metrics: 0,
    idle: { calls: LOOKS_A_MONTH, metrics: 1, requests: { metricRequest: 7, apiRequest: 1 } },
  },
  // Three requests for a message that somebody reads, and each list.
  'owners-page': { calls: 3, seconds: SUBMIT_SECONDS, logKilobytes: 2, metrics: 0 },
  // Asked by smoke tests alone.
  'submission-status': { calls: 0, seconds: 0, logKilobytes: 0, metrics: 0 },
  // Two events of a release; the metrics of delivery.
  'pipeline-news': {
    calls: (2 * RELEASES) / MESSAGES,
    seconds: 2,
    logKilobytes: 10,
    metrics: 5,
  },
  // Once a release.
  'release-check': { calls: RELEASES / MESSAGES, seconds: 2, logKilobytes: 1, metrics: 0 },
};

/** Written for one message. A unit is a kilobyte, and a message has up to three. */
export const TABLES: Readonly<Record<string, { writes: number; reads: number; storedGb: number }>> =
  {
    // Rate limit, proof of work and receipt; deleted after a day.
    Guard: { writes: 4, reads: 2, storedGb: 0 },
    // Claimed and marked as mailed. A year of messages is stored in the end.
    Submissions: { writes: 6, reads: 0, storedGb: 0.036 },
  };

/** Key: the last part of the topic's name. The other topics report faults. */
export const TOPICS: Readonly<Record<string, number>> = {
  'contact-events': 1,
  'mail-events': FEEDBACK,
};

/** People who sign in to the owner's page, and lists that they ask for, in a month. */
export const PEOPLE = 3;
export const LISTS = 100;

/** Sent, received and deleted. */
export const QUEUE_REQUESTS = 3;

/**
 * Lambda asks a queue without traffic too: five pollers, each of which waits for 20 s.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const POLLS_A_MONTH = (5 / 20) * 3600 * HOURS_A_MONTH;

/** Challenge and message, each with its preflight. */
export const API_REQUESTS = 4;
export const ACCESS_LOG_KILOBYTES = 0.5;

/** Of each configuration set: one mail to the owner, and one receipt. */
export const MAILS_A_SET = 1;
/** `Send` and `Delivery` are published for every mail; the others only when something is wrong. */
export const MAIL_METRICS = 2;

/** One visitor in ten writes. */
export const PAGE_VIEWS = 10;
export const REQUESTS_A_VIEW = 6;
export const KILOBYTES_A_VIEW = 60;
/** Three look-ups by each visitor's resolver, and those that check the mail. */
export const DNS_QUERIES = 40;

/** AWS Backup's own, four times a year. */
export const RESTORE_TESTS_A_MONTH = 4 / 12;

/** To each key, for 1,000 messages or for ten releases. */
export const KEY_REQUESTS = 10_000;

/** Written for one message. */
export const FLOW_LOG_KILOBYTES = 2;

/** In each bucket: the site's files, or logs. */
export const BUCKET_GB = 0.01;
/** Source and cloud assembly of a release, kept for a month. */
export const RELEASE_GB = 0.05;

/** Minutes that an action takes on AWS; each begun minute of a pipeline's action is charged. */
export const ACTION_MINUTES: Readonly<Record<string, number>> = {
  // `npm ci`, `npm run check` and synth, on 4 vCPU (bench/delivery.md: 2 min 30 s on two).
  Synth: 5,
  CodeBuild: 2,
  // A script that takes seconds, on a machine that starts within half a minute (docs/adr/0022).
  DiffOf: 1,
  ProtectStacks: 1,
  // Most releases change few of the stacks.
  CloudFormation: 1,
  CodeStarSourceConnection: 1,
  // Two seconds of a function.
  Lambda: 1,
  // A person: not charged.
  Manual: 0,
};

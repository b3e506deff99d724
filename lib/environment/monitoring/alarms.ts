/**
 * Every alarm that there is. docs/service-levels.md shows this table, and tests compare the two with
 * the templates.
 *
 * - `page`: visitors' messages or the site are at risk now. One cause pages once.
 * - `notice`: it says why, or can wait for the day.
 */
export interface AlarmDefinition {
  readonly severity: 'page' | 'notice';
  /** Heading in docs/runbook.md, which says what the alarm means, where to look and how to fix it. */
  readonly runbook: string;
  /** When it goes off, as the owner reads it. */
  readonly when: string;
  /** In the metric's unit. The alarm goes off at this value and above; the heartbeat below it. */
  readonly threshold: number;
  /**
   * What a missing value means: most metrics are there only when something happens
   * (`notBreaching`). `breaching`: that nothing is heard is the fault. `ignore`: the last value is valid.
   */
  readonly missing: 'notBreaching' | 'breaching' | 'ignore';
  /** Periods of the metric in a row that must be so. Default: 1. */
  readonly periods?: number;
}

export const ALARMS = {
  // The service levels (lambdas/service-levels/burn-rate.ts). Their metrics are multiples of the rate.
  'mail-late': {
    severity: 'page',
    runbook: 'Messages are mailed late',
    when: 'messages are not mailed within five minutes, faster than 99.9 % allows',
    threshold: 1,
    missing: 'notBreaching',
  },
  'form-unavailable': {
    severity: 'page',
    runbook: 'The form is unavailable',
    when: 'the page or its API fails, faster than 99.9 % allows',
    threshold: 1,
    missing: 'notBreaching',
  },
  'budget-burns': {
    severity: 'notice',
    runbook: 'An error budget burns slowly',
    when: 'one of the two levels has failed often in three days',
    threshold: 1,
    missing: 'notBreaching',
  },
  // Short periods: before CloudWatch counts a missing value, it looks some periods further back for a real one.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
  heartbeat: {
    severity: 'page',
    runbook: 'Nothing is heard of the environment',
    when: 'the service levels were not looked at for half an hour',
    threshold: 1,
    missing: 'breaching',
    periods: 6,
  },
  'dead-letters': {
    severity: 'notice',
    runbook: 'Messages that could not be delivered',
    when: 'a message is in the dead-letter queue',
    threshold: 1,
    missing: 'notBreaching',
  },
  'submissions-failed': {
    severity: 'notice',
    runbook: 'Submissions failed',
    when: 'a mail to the owner was given up',
    threshold: 1,
    missing: 'notBreaching',
  },
  // Nothing else reports a held message: it is stored, not mailed, and its sender was thanked.
  'spam-held': {
    severity: 'notice',
    runbook: 'Messages are held as spam',
    when: 'a message was judged spam today',
    threshold: 1,
    missing: 'notBreaching',
  },
  'function-errors': {
    severity: 'notice',
    runbook: 'A function fails',
    when: 'a function of the account ended with an error',
    threshold: 1,
    missing: 'notBreaching',
  },
  // One failure can be a slow answer of the table. A broken guard fails for each message.
  'guard-unavailable': {
    severity: 'notice',
    runbook: 'The guard is unavailable',
    when: 'the rate limit could not be checked three times in a day',
    threshold: 3,
    missing: 'notBreaching',
  },
  // A mistyped address bounces now and then. More mean that somebody fills in other people's addresses.
  'receipt-feedback': {
    severity: 'notice',
    runbook: 'Receipts bounce or are complained of',
    when: 'three receipts of a day bounced or were complained of',
    threshold: 3,
    missing: 'notBreaching',
  },
  'feedback-dead-letters': {
    severity: 'notice',
    runbook: 'Feedback on mail was lost',
    when: 'what SES reported of a mail could not be recorded',
    threshold: 1,
    missing: 'notBreaching',
  },
  // The message is mailed all the same: it is the other system that does not know of it.
  'webhook-dead-letters': {
    severity: 'notice',
    runbook: 'A webhook could not be told',
    when: 'a webhook could not be told of a message; only with `webhooks`',
    threshold: 1,
    missing: 'notBreaching',
  },
  // Fractions of the mail sent. AWS reviews an account at 0.05 and 0.001; we hear before.
  // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
  'bounce-rate': {
    severity: 'notice',
    runbook: 'Too much mail bounces',
    when: '3 % of the mail bounces for good',
    threshold: 0.03,
    missing: 'notBreaching',
  },
  'complaint-rate': {
    severity: 'notice',
    runbook: 'Too many complaints about mail',
    when: '0.05 % of the mail is marked as spam',
    threshold: 0.0005,
    missing: 'notBreaching',
  },
  // There is one value a day.
  drift: {
    severity: 'notice',
    runbook: 'The environment has drifted',
    when: 'a resource is not as it was deployed',
    threshold: 1,
    missing: 'ignore',
  },
  'dnssec-failure': {
    severity: 'page',
    runbook: 'DNSSEC fails',
    when: 'Route 53 cannot sign the zone; only with `dnssec`',
    threshold: 1,
    missing: 'notBreaching',
  },
  'dnssec-key': {
    severity: 'page',
    runbook: "DNSSEC's key needs you",
    when: 'Route 53 may not use the signing key; only with `dnssec`',
    threshold: 1,
    missing: 'notBreaching',
  },
  // In the tools account.
  'pipeline-news-lost': {
    severity: 'notice',
    runbook: 'News of the pipeline was lost',
    when: 'a mail about a release could not be sent',
    threshold: 1,
    missing: 'notBreaching',
  },
} as const satisfies Readonly<Record<string, AlarmDefinition>>;

export type AlarmId = keyof typeof ALARMS;

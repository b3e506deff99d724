import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { z } from 'zod';
import type { EnvironmentName } from '../../types/branded';
import { accountFields } from '../fields/account';
import {
  choice,
  flag,
  type InputOf,
  type OutputOf,
  record,
  Refusal,
  text,
  whole,
} from '../fields/field';
import { domainName } from '../fields/internet-names';
import { approval } from '../pipeline/approval';
import { deploymentWindow } from '../pipeline/deployment-window';
import { dnsFields } from '../zone/dns';
import { allowDestroy } from './allow-destroy';
import { backup, backupOf } from './backup';
import { network } from './network';
import { anomalyMonitor, monthlyBudgetUsd } from './spending';
import { webhooks } from './webhooks';

const environmentName = text<EnvironmentName>(
  'lower-case letters and digits, a letter first, at most 10 characters',
  (value) => {
    // `waypost bootstrap` takes an environment's name or "tools".
    if (value === 'tools')
      return new Refusal('choose another name: the tools account has this name');
    return /^[a-z][a-z0-9]{0,9}$/.test(value)
      ? (value as EnvironmentName)
      : new Refusal('choose a short name such as "dev"');
  },
);

const LOG_RETENTION_DAYS = Object.values(RetentionDays)
  .filter((days) => typeof days === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

const written = record({
  /** Part of every name: lower-case letters and digits, a letter first, at most 10 characters. */
  name: environmentName,
  /** Decides the defaults below: `production` keeps and protects what is stored. */
  kind: choice(['development', 'production']),
  ...accountFields,
  /** Your domain, or one under it. No two environments share one. */
  domain: domainName,
  /**
   * `true` when the parent zone delegates to this environment's name servers (an output of its dns
   * stack). Before that, there is no certificate and no custom domain, and mail is sent from
   * `contact.sender`.
   */
  delegated: flag,
  /**
   * Resources with state that a release may destroy or replace, each until a day. A release that
   * would destroy others stops before the approval (docs/pipeline.md). Default: none.
   */
  allowDestroy: allowDestroy.default([]),
  /**
   * `true` if a person approves each release before it reaches this environment. `{ timeoutMinutes:
   * 60 }`: the same, and a release waits no longer than an hour.
   */
  approval,
  /**
   * When stacks may begin to change, for an environment with `approval`. A release that is approved
   * at another time fails, and says when to retry it (docs/pipeline.md). Default: any time.
   */
  deploymentWindow: deploymentWindow.optional(),
  /** Days that a visitor's message is kept, 1 to 3650. Default: 30; 365 for `production`. */
  submissionRetentionDays: whole('days', 1, 3650).optional(),
  /**
   * Days that logs are kept, one of the values that CloudWatch Logs takes. Default: 14; 90 for
   * `production`.
   */
  logRetentionDays: choice<RetentionDays, number>(LOG_RETENTION_DAYS).optional(),
  /**
   * Keeps stored data when its stack is deleted. `false`: buckets are emptied and deleted with
   * their stack (docs/runbook.md, "Taking an environment down"). Default: `true` for `production`,
   * else `false`.
   */
  protectData: flag.optional(),
  /**
   * Daily backups of visitors' messages with AWS Backup, protected by a vault lock, in addition to
   * the point-in-time recovery of `protectData`. `{}`: with the defaults. `false`: no backups
   * (docs/disaster-recovery.md). Default: `{}` for `production`, else `false`.
   */
  backup: backup.optional(),
  /**
   * `true`: X-Ray traces the functions and shows where each request spends its time. AWS charges
   * for traces beyond 100,000 a month. Default: `false`.
   */
  tracing: flag.default(false),
  /**
   * `true`: a policy of the sending identity denies every role except the contact form's, and every
   * other sender, whatever else the account allows. Switch it on after a first smoke test has
   * passed (docs/email.md, "Who may send"). Default: `false`.
   */
  restrictSending: flag.default(false),
  /**
   * `true`: a page on which people whom you invite read and handle visitors' messages, behind a sign-in
   * of the environment's own account with a second factor (docs/submissions.md, "The owner's page").
   * Default: `false`.
   */
  ownersPage: flag.default(false),
  ...dnsFields,
  /**
   * Monthly budget of the account, in USD. AWS writes to `notifications` when 80 % and 100 % are
   * spent, and when a forecast goes beyond 100 %. 0: no budget. Default: 5; 10 for `production`.
   */
  monthlyBudgetUsd: monthlyBudgetUsd.optional(),
  /**
   * Reports unusual spending to `notifications`, once a day. `create` creates the account's monitor
   * of services. AWS allows one monitor in an account, and creates it itself for many accounts.
   * Then a second one fails the release with "AlreadyExists": write the ARN that `aws ce
   * get-anomaly-monitors` shows. Default: no reports.
   */
  anomalyMonitor: anomalyMonitor.optional(),
  /**
   * Addresses of other systems and chats that are told of each mailed message (docs/webhooks.md).
   * Default: none.
   */
  webhooks: webhooks.default([]),
  /**
   * `{ vpc: true }` puts the functions into their own network, which reaches only the AWS services
   * that they call (docs/network.md). It costs about 44 USD a month (`waypost cost`). The form
   * works the same. Default: `{ vpc: false }`.
   */
  network: network.prefault({ vpc: false }),
  /**
   * `true`: the environment's data is encrypted with a KMS key of your own instead of AWS's keys.
   * You can disable the key, and CloudTrail records its use (docs/customer-keys.md). It costs 1 USD
   * a month, and 3 USD after two yearly rotations. Default: `false`.
   */
  customerKeys: flag.default(false),
});

const DEVELOPMENT = {
  submissionRetentionDays: 30,
  logRetentionDays: RetentionDays.TWO_WEEKS,
  protectData: false,
  monthlyBudgetUsd: 5,
  backup: false,
} as const;

type Written = z.output<typeof written>;

/** Defaults by kind of environment; the owner's value has priority. */
export const DEFAULTS: Readonly<
  Record<Written['kind'], { [Key in keyof typeof DEVELOPMENT]: NonNullable<Written[Key]> }>
> = {
  development: DEVELOPMENT,
  production: {
    submissionRetentionDays: 365,
    logRetentionDays: RetentionDays.THREE_MONTHS,
    protectData: true,
    monthlyBudgetUsd: 10,
    backup: {},
  },
};

const schema = written.transform((given) => {
  const settings = { ...DEFAULTS[given.kind], ...withoutUndefined(given) };
  return {
    ...settings,
    backup: backupOf(settings.backup, settings.submissionRetentionDays),
  };
});

/** A key with the value `undefined` means the same as no key. */
function withoutUndefined<Given extends object>(given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Given;
}

export type EnvironmentInput = InputOf<typeof schema>;
export type EnvironmentConfig = OutputOf<typeof schema>;
export const environment: z.ZodType<EnvironmentConfig, EnvironmentInput> = schema;

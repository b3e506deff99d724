import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { MUTATIONS_PREFIX } from '../../release/mutation/contract';
import { NEWS_CLAIMS_PREFIX } from '../../lambdas/pipeline-news/contract';
import { PULL_REQUESTS_PREFIX } from '../../release/before-merge/contract';
import { RELEASES_PREFIX } from '../../lambdas/release-check/contract';
import type { z } from 'zod';
import { MOST_ENVIRONMENTS } from '../constants';
import type { AccountId, EnvironmentName, ProjectName } from '../types/branded';
import { allowDestroy } from './environment/allow-destroy';
import { approval } from './pipeline/approval';
import { backup, backupOf } from './environment/backup';
import type { Config } from './config';
import { contact } from './contact/contact';
import type { ConfigInput } from './define-config';
import { deploymentWindow } from './pipeline/deployment-window';
import { dnsDefaults, dnsOptions } from './zone/dns';
import { choice, field, flag, list, record, Refusal, text, whole } from './fields/field';
import { domainName, emailAddress } from './fields/internet-names';
import { network } from './environment/network';
import { pullRequests, pullRequestsOf } from './pipeline/pull-requests';
import { pipeline, pipelineOf } from './pipeline/pipeline';
import { region } from './fields/region';
import { anomalyMonitor, monthlyBudgetUsd, MOST_RECIPIENTS } from './environment/spending';

/** Defaults by kind of environment; the owner's value has priority. */
export const DEFAULTS = {
  development: {
    submissionRetentionDays: 30,
    logRetentionDays: RetentionDays.TWO_WEEKS,
    protectData: false,
    monthlyBudgetUsd: 5,
    backup: false,
  },
  production: {
    submissionRetentionDays: 365,
    logRetentionDays: RetentionDays.THREE_MONTHS,
    protectData: true,
    monthlyBudgetUsd: 10,
    backup: {},
  },
} as const;

const LOG_RETENTION_DAYS = Object.values(RetentionDays)
  .filter((days) => typeof days === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

const KEPT_IN_THE_ARTIFACT_BUCKET: ReadonlySet<string> = new Set([
  RELEASES_PREFIX,
  PULL_REQUESTS_PREFIX,
  NEWS_CLAIMS_PREFIX,
  MUTATIONS_PREFIX,
]);

const project = text<ProjectName>(
  'lower-case letters, digits and single hyphens, a letter first, at most 20 characters',
  (value) => {
    // The beginning of a name decides what CloudFormation may change. Names that begin with `cdk-`
    // are bootstrap's own roles.
    if (/^cdk(?:-|$)/.test(value)) {
      return new Refusal('choose another name: the names of the CDK bootstrap begin like this one');
    }
    // CodePipeline keeps its artifacts in the same bucket, below the pipeline's name.
    if (KEPT_IN_THE_ARTIFACT_BUCKET.has(`${value}/`)) {
      return new Refusal('choose another name: the artifact bucket uses this name for a folder');
    }
    return /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/.test(value)
      ? (value as ProjectName)
      : new Refusal('choose a short name such as "waypost"');
  },
);

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

const account = field<string, AccountId>('an AWS account id: 12 digits in a string', (value) => {
  if (typeof value === 'number') {
    return new Refusal('put it in quotes, with leading zeros');
  }
  return typeof value === 'string' && /^\d{12}$/.test(value)
    ? (value as AccountId)
    : new Refusal('copy the id from the account menu of the AWS console, without hyphens');
});

/** IAM's rule for a policy's name, which does not include a path. */
const policyName = text<string>('the name of a managed policy in this account', (value) =>
  /^[\w+=,.@-]{1,128}$/.test(value)
    ? value
    : new Refusal('write only its name, without "arn:aws:iam::...:policy/" and without a path'),
);

/** Hosts that people copy together with the path of a repository, from a page or from `git clone`. */
const GIT_HOST =
  /^(?:(?:https?|ssh|git):\/\/)?(?:[\w.-]+@)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/i;

const repository = text<string>('"owner/name" of the repository', (value) => {
  const path = value.replace(GIT_HOST, '').replace(/(?:\.git)?\/*$/i, '');
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(path) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) {
    return new Refusal('write owner and name only, without the host, "https://" or "git@"');
  }
  return path === value ? value : new Refusal(`write "${path}"`);
});

/** The rules of `git check-ref-format` that a branch's name can break. */
const NOT_A_BRANCH =
  /^[-/]|\/\/|\.\.|@\{|[\s~^:?*[\\\x7f]|(?:^|\/)\.|[./]$|\.lock(?:\/|$)|^refs\/|^$/;

const branch = text<string>('the name of a git branch, such as "main"', (value) =>
  NOT_A_BRANCH.test(value) ? new Refusal('write the name as `git branch` shows it') : value,
);

const connectionArn = text<string>('the ARN of a CodeConnections connection', (value) =>
  /^arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]+$/.test(
    value,
  )
    ? value
    : new Refusal('copy it from Developer Tools > Settings > Connections in the tools account'),
);

const environment = record({
  name: environmentName,
  kind: choice(['development', 'production']),
  account,
  region,
  domain: domainName,
  delegated: flag,
  allowDestroy: allowDestroy.optional(),
  approval,
  deploymentWindow: deploymentWindow.optional(),
  submissionRetentionDays: whole('days', 1, 3650).optional(),
  logRetentionDays: choice<RetentionDays, number>(LOG_RETENTION_DAYS).optional(),
  protectData: flag.optional(),
  backup: backup.optional(),
  tracing: flag.optional(),
  restrictSending: flag.optional(),
  ...dnsOptions,
  monthlyBudgetUsd: monthlyBudgetUsd.optional(),
  anomalyMonitor: anomalyMonitor.optional(),
  network: network.optional(),
  customerKeys: flag.optional(),
  permissionsBoundary: policyName.optional(),
}).transform((given) => {
  const defaults = DEFAULTS[given.kind];
  const submissionRetentionDays = given.submissionRetentionDays ?? defaults.submissionRetentionDays;
  return {
    ...given,
    allowDestroy: given.allowDestroy ?? [],
    submissionRetentionDays,
    logRetentionDays: given.logRetentionDays ?? defaults.logRetentionDays,
    protectData: given.protectData ?? defaults.protectData,
    backup: backupOf(given.backup ?? defaults.backup, submissionRetentionDays),
    tracing: given.tracing ?? false,
    restrictSending: given.restrictSending ?? false,
    ...dnsDefaults(given),
    monthlyBudgetUsd: given.monthlyBudgetUsd ?? defaults.monthlyBudgetUsd,
    network: given.network ?? { vpc: false },
    customerKeys: given.customerKeys ?? false,
  };
});

/** Every value by itself; `cross-field-rules.ts` compares them. */
export const configSchema: z.ZodType<Config, ConfigInput> = record({
  project,
  domain: domainName,
  source: record({
    repository,
    branch,
    connectionArn,
    pullRequests: pullRequests.optional(),
  }).transform((given) => ({ ...given, pullRequests: pullRequestsOf(given.pullRequests) })),
  tools: record({ account, region, permissionsBoundary: policyName.optional() }),
  pipeline: pipeline.optional(),
  environments: list('environments', environment, { least: 1, most: MOST_ENVIRONMENTS }),
  contact,
  notifications: list('e-mail addresses', emailAddress, { least: 1, most: MOST_RECIPIENTS }),
}).transform((given) => ({ ...given, pipeline: pipelineOf(given.pipeline) }));

import type { DnsInput } from './zone/define-dns';
import type { FormInput } from './contact/define-form';

/** What an owner writes in `waypost.config.ts`. `parseConfig` turns it into a `Config`. */
export interface ConfigInput {
  /**
   * Prefix of every name that Waypost uses in AWS. Lower-case letters, digits and single hyphens, a
   * letter first, at most 20 characters. Not `cdk`, because the CDK bootstrap uses it. A later
   * change replaces everything.
   */
  readonly project: string;
  /** Your domain, such as `example.com`. An internationalised one in its `xn--` form. */
  readonly domain: string;
  /** The repository that the pipeline delivers. */
  readonly source: SourceInput;
  /** The account of the pipeline. It must not be the account of an environment. */
  readonly tools: AccountInput;
  /** How releases wait for each other, and who may approve them. Default: `{}`. */
  readonly pipeline?: PipelineInput;
  /** One to 14, in the order in which a release reaches them. */
  readonly environments: readonly EnvironmentInput[];
  readonly contact: ContactInput;
  /**
   * E-mail addresses that get the mails of the pipeline and of the alarms. Each confirms once by a
   * click. At most 10.
   */
  readonly notifications: readonly string[];
}

export interface AccountInput {
  /** Account id: 12 digits, as a string, because it may begin with 0. */
  readonly account: string;
  /** A region of the commercial AWS partition, such as `eu-west-1`. */
  readonly region: string;
  /**
   * Name of a managed policy of yours in this account. It becomes the permissions boundary of every
   * role that is created there, instead of Waypost's own boundary. It must allow what
   * docs/security.md lists. Bootstrap the account after a change.
   */
  readonly permissionsBoundary?: string;
}

export interface SourceInput {
  /** `owner/name` at the connection's provider. */
  readonly repository: string;
  /** The branch whose pushes are delivered, such as `main`. */
  readonly branch: string;
  /**
   * ARN of a CodeConnections connection in the tools account and region. Create and authorise it in
   * the console (Developer Tools > Settings > Connections). The ARN is no secret.
   */
  readonly connectionArn: string;
  /**
   * Builds each pull request to the branch, without permission to deploy, and shows what it would
   * change (docs/pipeline.md, "Before the merge"). `false`: no such build. Servers of your own are
   * not supported, so they need `false`. Default: `{}`.
   */
  readonly pullRequests?: PullRequestsInput | false;
}

export interface PullRequestsInput {
  /** Provider of the repository: `github`, `gitlab` or `bitbucket`. Default: `github`. */
  readonly provider?: 'github' | 'gitlab' | 'bitbucket';
  /**
   * ARN of a secret in Secrets Manager, in the tools account and region, encrypted with AWS's own
   * key. Its text is a GitHub token that may write to pull requests: the build keeps one comment up
   * to date. The code of a pull request can read the token, so give it no other permission.
   * Default: no comment.
   */
  readonly commentToken?: string;
}

export interface PipelineInput {
  /**
   * What happens to releases that wait in front of a stage while another release is inside, for
   * example at its approval. `SUPERSEDED`: the newest one goes next, and the older ones are
   * dropped. `QUEUED`: each goes in turn (docs/pipeline.md). Default: `SUPERSEDED`.
   */
  readonly executionMode?: 'SUPERSEDED' | 'QUEUED';
  /**
   * ARNs of the IAM roles and users that may assume `<project>-approver` in the tools account. This
   * role sees the pipeline and what a release would change, approves or rejects, and can do nothing
   * else. Administrators of that account can approve, too, with or without this role. Default:
   * none, and no such role.
   */
  readonly approvers?: readonly string[];
}

export interface ApprovalInput {
  /** Minutes, 5 to 86,400. A release that nobody has approved by then fails. Default: seven days. */
  readonly timeoutMinutes?: number;
}

export interface DeploymentWindowInput {
  /**
   * Five fields of cron: minute, hour, day of the month, month, day of the week. Each minute that
   * they match is inside the window. Example: `* 9-16 * * 1-4` is Monday to Thursday, from 9:00 to
   * 16:59.
   */
  readonly cron: string;
  /** Name in the IANA time zone database, such as `Europe/Berlin`. Default: `UTC`. */
  readonly timeZone?: string;
}

export interface EnvironmentInput extends AccountInput, DnsInput {
  /** Part of every name: lower-case letters and digits, a letter first, at most 10 characters. */
  readonly name: string;
  /** Decides the defaults below: `production` keeps and protects what is stored. */
  readonly kind: 'development' | 'production';
  /** Your domain, or one under it. No two environments share one. */
  readonly domain: string;
  /**
   * `true` when the parent zone delegates to this environment's name servers (an output of its dns
   * stack). Before that, there is no certificate and no custom domain, and mail is sent from
   * `contact.sender`.
   */
  readonly delegated: boolean;
  /**
   * Resources with state that a release may destroy or replace, each until a day. A release that
   * would destroy others stops before the approval (docs/pipeline.md). Default: none.
   */
  readonly allowDestroy?: readonly AllowedRemovalInput[];
  /**
   * `true` if a person approves each release before it reaches this environment. `{ timeoutMinutes:
   * 60 }`: the same, and a release waits no longer than an hour.
   */
  readonly approval: boolean | ApprovalInput;
  /**
   * When stacks may begin to change, for an environment with `approval`. A release that is approved
   * at another time fails, and says when to retry it (docs/pipeline.md). Default: any time.
   */
  readonly deploymentWindow?: DeploymentWindowInput;
  /** Days that a visitor's message is kept, 1 to 3650. Default: 30; 365 for `production`. */
  readonly submissionRetentionDays?: number;
  /** Days that logs are kept, one of the values that CloudWatch Logs takes. Default: 14; 90 for `production`. */
  readonly logRetentionDays?: number;
  /**
   * Keeps stored data when its stack is deleted. `false`: buckets are emptied and deleted with
   * their stack (docs/runbook.md, "Taking an environment down"). Default: `true` for `production`,
   * else `false`.
   */
  readonly protectData?: boolean;
  /**
   * Daily backups of visitors' messages with AWS Backup, protected by a vault lock, in addition to
   * the point-in-time recovery of `protectData`. `{}`: with the defaults. `false`: no backups
   * (docs/disaster-recovery.md). Default: `{}` for `production`, else `false`.
   */
  readonly backup?: BackupInput | false;
  /**
   * `true`: X-Ray traces the functions and shows where each request spends its time. AWS charges
   * for traces beyond 100,000 a month. Default: `false`.
   */
  readonly tracing?: boolean;
  /**
   * `true`: a policy of the sending identity denies every role except the contact form's, and every
   * other sender, whatever else the account allows. Switch it on after a first smoke test has
   * passed (docs/email.md, "Who may send"). Default: `false`.
   */
  readonly restrictSending?: boolean;
  /**
   * Monthly budget of the account, in USD. AWS writes to `notifications` when 80 % and 100 % are
   * spent, and when a forecast goes beyond 100 %. 0: no budget. Default: 5; 10 for `production`.
   */
  readonly monthlyBudgetUsd?: number;
  /**
   * Reports unusual spending to `notifications`, once a day. `create` creates the account's monitor
   * of services. AWS allows one monitor in an account, and creates it itself for many accounts.
   * Then a second one fails the release with "AlreadyExists": write the ARN that `aws ce
   * get-anomaly-monitors` shows. Default: no reports.
   */
  readonly anomalyMonitor?: string;
  /**
   * `{ vpc: true }` puts the functions into their own network, which reaches only the AWS services
   * that they call (docs/network.md). It costs about 44 USD a month (`waypost cost`). The form
   * works the same. Default: `{ vpc: false }`.
   */
  readonly network?: NetworkInput;
  /**
   * `true`: the environment's data is encrypted with a KMS key of your own instead of AWS's keys.
   * You can disable the key, and CloudTrail records its use (docs/customer-keys.md). It costs 1 USD
   * a month, and 3 USD after two yearly rotations. Default: `false`.
   */
  readonly customerKeys?: boolean;
}

export interface AllowedRemovalInput {
  /** How the stack's name ends: `storage` of `waypost-prod-storage`. */
  readonly stack: string;
  /** Logical id of the resource in the stack's template. The failed build names it. */
  readonly logicalId: string;
  /** The last day on which this entry is valid, as `YYYY-MM-DD`, in UTC. */
  readonly until: string;
  /** Shown to the approver; at most 200 characters. */
  readonly reason: string;
}

export interface BackupInput {
  /**
   * Days that a backup is kept: 1 to 35, and not more than `submissionRetentionDays`. A message
   * that you erase stays in backups for this time. Default: the longest time that both limits
   * allow.
   */
  readonly retentionDays?: number;
  /**
   * Another region that each backup is copied to, such as `eu-central-1`, in case the environment's
   * own region is lost. Bootstrap the tools account and the environment again before you push.
   * Default: no copy.
   */
  readonly copyTo?: string;
}

export interface NetworkInput {
  readonly vpc: boolean;
  /**
   * Ids of its two availability zones, such as `['use1-az4', 'use1-az6']`. An id means the same
   * zone in every account; a name does not. Required in regions where SES has no endpoint in some
   * zones (docs/network.md). A change replaces the network. Default: the first two of the account.
   */
  readonly availabilityZones?: readonly string[];
}

export interface ContactInput {
  /** Your own address, verified in SES. An environment sends mail from it until it is `delegated`. */
  readonly sender: string;
  /**
   * Origins, beside the contact page's own, whose pages may post to the API, such as
   * `https://www.example.com`. `http:` only for localhost. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /** At least one, at most 10. The first is the site's front page. */
  readonly forms: readonly FormInput[];
}

/** Lets an editor complete and check the types of `waypost.config.ts`. Values are checked at synth. */
export function defineConfig(input: ConfigInput): ConfigInput {
  return input;
}

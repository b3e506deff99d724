import type { DnsInput } from './zone/define-dns';
import type { FormInput } from './contact/define-form';

/** What an owner writes in `waypost.config.ts`. `parseConfig` turns it into a `Config`. */
export interface ConfigInput {
  /**
   * Prefix of every name that Waypost gives in AWS. Lower-case letters, digits and single hyphens,
   * a letter first, at most 20 characters, and not `cdk`, which is bootstrap's. Changing it later
   * replaces everything.
   */
  readonly project: string;
  /** Your domain, such as `example.com`. An internationalised one in its `xn--` form. */
  readonly domain: string;
  /** Where a push comes from. */
  readonly source: SourceInput;
  /** The account that holds the pipeline, apart from every environment's. */
  readonly tools: AccountInput;
  /** How releases wait for each other, and who may approve them. Default: `{}`. */
  readonly pipeline?: PipelineInput;
  /** One to 14, in the order in which a release reaches them. */
  readonly environments: readonly EnvironmentInput[];
  readonly contact: ContactInput;
  /** E-mail addresses that hear of the pipeline's and the alarms' news; each confirms once by a click. At most 10. */
  readonly notifications: readonly string[];
}

export interface AccountInput {
  /** Account id: 12 digits, as a string, because it may begin with 0. */
  readonly account: string;
  /** A region of the commercial AWS partition, such as `eu-west-1`. */
  readonly region: string;
  /**
   * Name of a managed policy of yours in this account that bounds every role made there, in place of
   * Waypost's own. It must allow what docs/security.md lists. Bootstrap the account after a change.
   */
  readonly permissionsBoundary?: string;
}

export interface SourceInput {
  /** `owner/name` at the connection's provider. */
  readonly repository: string;
  /** The branch whose pushes are delivered, such as `main`. */
  readonly branch: string;
  /**
   * ARN of a CodeConnections connection in the tools account and region. Made and authorised in the
   * console (Developer Tools > Settings > Connections); it holds no secret.
   */
  readonly connectionArn: string;
  /**
   * Builds each pull request to the branch, without a right to deploy, and shows what it would change
   * (docs/pipeline.md, "Before the merge"). `false` for none, as with a server of your own, which is not
   * supported. Default: `{}`.
   */
  readonly pullRequests?: PullRequestsInput | false;
}

export interface PullRequestsInput {
  /** Whose repository it is: `github`, `gitlab` or `bitbucket`. Default: `github`. */
  readonly provider?: 'github' | 'gitlab' | 'bitbucket';
  /**
   * ARN of a secret of Secrets Manager in the tools account and region, encrypted under AWS's own key. Its
   * text is a token of GitHub that may write to pull requests: the build keeps one comment up to date.
   * What a pull request runs can read it, so let it do nothing else. Default: no comment.
   */
  readonly commentToken?: string;
}

export interface PipelineInput {
  /**
   * What becomes of a release that waits in front of a stage while another is inside, at its approval for
   * example. `SUPERSEDED`: the newest that waits goes next, and those before it never. `QUEUED`: each
   * in turn (docs/pipeline.md). Default: `SUPERSEDED`.
   */
  readonly executionMode?: 'SUPERSEDED' | 'QUEUED';
  /**
   * ARNs of the IAM roles and users that may assume `<project>-approver` in the tools account, which
   * sees the pipeline and what a release would change, says yes or no, and can do nothing else.
   * Administrators of that account can, too, with or without it. Default: none, and no such role.
   */
  readonly approvers?: readonly string[];
}

export interface ApprovalInput {
  /** Minutes, 5 to 86,400, after which a release that nobody approved has failed. Default: seven days. */
  readonly timeoutMinutes?: number;
}

export interface DeploymentWindowInput {
  /**
   * Five fields of cron: minute, hour, day of the month, month, day of the week. Each minute that it names
   * is inside, such as `* 9-16 * * 1-4`: Monday to Thursday, from 9:00 to 16:59.
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
   * `true` once the parent zone points at this environment's name servers (an output of its DNS
   * stack). Until then no certificate or custom domain is made, and mail leaves from `contact.sender`.
   */
  readonly delegated: boolean;
  /**
   * What holds state and may be destroyed or replaced all the same, each until a day. Before an
   * approval, a release that would destroy more stops (docs/pipeline.md). Default: nothing.
   */
  readonly allowDestroy?: readonly AllowedRemovalInput[];
  /**
   * `true` if a person approves each release before it reaches this environment, or
   * `{ timeoutMinutes: 60 }` to wait for that no longer than an hour.
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
   * Keep stored data when its stack is deleted. Default: `true` for `production`, else `false`: buckets
   * are emptied and deleted with their stack (docs/runbook.md, "Taking an environment down").
   */
  readonly protectData?: boolean;
  /**
   * Daily backups of visitors' messages by AWS Backup, under a vault lock, beside the point-in-time
   * recovery that `protectData` brings; `{}` for the defaults, `false` for none (docs/disaster-recovery.md).
   * Default: `{}` for `production`, else `false`.
   */
  readonly backup?: BackupInput | false;
  /**
   * `true` if X-Ray shall trace the functions: where each request spends its time. AWS bills traces
   * beyond 100,000 a month. Default: `false`.
   */
  readonly tracing?: boolean;
  /**
   * `true` if a policy of the sending identity shall refuse every role but the contact form's, and every
   * other sender, whatever else the account allows. Switch it on after a first smoke test has passed
   * (docs/email.md, "Who may send"). Default: `false`.
   */
  readonly restrictSending?: boolean;
  /**
   * USD that the account may cost in a month. `notifications` hear when 80 % and 100 % of it are
   * spent, and when a forecast says that they will be. 0 for none. Default: 5; 10 for `production`.
   */
  readonly monthlyBudgetUsd?: number;
  /**
   * Tells `notifications` of unusual spending, once a day. `create` makes the account's monitor of
   * services. AWS admits one an account and makes one itself for many: a second one fails the release
   * with "AlreadyExists". `aws ce get-anomaly-monitors` shows it: write its ARN here. Default: none.
   */
  readonly anomalyMonitor?: string;
  /**
   * `{ vpc: true }` puts the functions into a network of their own, which reaches the AWS services that
   * they call and nothing else (docs/network.md). It costs some 44 USD a month (`waypost cost`), and
   * delivers the same messages. Default: `{ vpc: false }`.
   */
  readonly network?: NetworkInput;
  /**
   * `true` encrypts what the environment stores under a KMS key of your own, which you can disable and
   * whose use CloudTrail records, in place of AWS's (docs/customer-keys.md). It costs 1 USD a month, after two yearly
   * rotations 3 USD. Default: `false`.
   */
  readonly customerKeys?: boolean;
}

export interface AllowedRemovalInput {
  /** How the stack's name ends: `storage` of `waypost-prod-storage`. */
  readonly stack: string;
  /** Of the resource in the stack's template; the build that failed names it. */
  readonly logicalId: string;
  /** The last day on which this counts, as `YYYY-MM-DD`, in UTC. */
  readonly until: string;
  /** Shown to who approves, at most 200 characters. */
  readonly reason: string;
}

export interface BackupInput {
  /**
   * Days that a backup is kept, 1 to 35, and not more than `submissionRetentionDays`: so long a message
   * that you erase is still in backups. Default: as long as both allow.
   */
  readonly retentionDays?: number;
  /**
   * Another region that each backup is copied to, such as `eu-central-1`, for the day on which the
   * environment's own is away. Bootstrap the tools account and the environment again before you push.
   * Default: no copy.
   */
  readonly copyTo?: string;
}

export interface NetworkInput {
  readonly vpc: boolean;
  /**
   * Ids of the two zones that it spans, such as `['use1-az4', 'use1-az6']`. An id means the same zone in
   * every account; a name does not. To be given in regions where SES has no endpoint in some zones
   * (docs/network.md). Changing them replaces the network. Default: the first two of the account.
   */
  readonly availabilityZones?: readonly string[];
}

export interface ContactInput {
  /** Your own address, verified in SES: mail is sent from it until an environment is `delegated`. */
  readonly sender: string;
  /**
   * Origins, beside the contact page's own, whose pages may post to the API, such as
   * `https://www.example.com`. `http:` only for localhost. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /** At least one, at most 10. The first is the site's front page. */
  readonly forms: readonly FormInput[];
}

/** Completes and checks the types of `waypost.config.ts` in an editor; values are checked at synth. */
export function defineConfig(input: ConfigInput): ConfigInput {
  return input;
}

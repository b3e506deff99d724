import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { FormDefinition } from '../../lambdas/contact-form/contract';
import type {
  AccountId,
  DomainName,
  EmailAddress,
  EnvironmentName,
  Origin,
  ProjectName,
  Region,
} from '../types/branded';
import type { DnsConfig } from './zone/dns';
import type { DnsRecord } from './records/dns-records';

/** What `waypost.config.ts` says, validated and with every default filled in. */
export interface Config {
  readonly project: ProjectName;
  /** The owner's domain. Each environment's domain is this one or a subdomain of it. */
  readonly domain: DomainName;
  readonly source: SourceConfig;
  readonly tools: AccountConfig;
  readonly pipeline: PipelineConfig;
  /** In order of delivery. */
  readonly environments: readonly EnvironmentConfig[];
  readonly contact: ContactConfig;
  /** E-mail addresses that get the mails of the pipeline and of the alarms. */
  readonly notifications: readonly EmailAddress[];
}

export interface AccountAndRegion {
  readonly account: AccountId;
  readonly region: Region;
}

export interface AccountConfig extends AccountAndRegion {
  /**
   * Name of the owner's managed policy that is the permissions boundary of the roles there.
   * Default: Waypost's own boundary.
   */
  readonly permissionsBoundary?: string | undefined;
}

export interface SourceConfig {
  /** `owner/name` at the connection's provider. */
  readonly repository: string;
  readonly branch: string;
  /** A CodeConnections connection in the tools account and region. */
  readonly connectionArn: string;
  /** How pull requests to the branch are built; `undefined` if they are not built. */
  readonly pullRequests?: PullRequestConfig | undefined;
}

export interface PullRequestConfig {
  /** Provider of the repository. CodeBuild needs it; CodePipeline does not. */
  readonly provider: 'github' | 'gitlab' | 'bitbucket';
  /** ARN of the secret that holds the token for comments; `undefined` for no comments. */
  readonly commentToken?: string | undefined;
}

export interface PipelineConfig {
  /** What happens to a release that waits: a newer one replaces it, or each is delivered. */
  readonly executionMode: 'SUPERSEDED' | 'QUEUED';
  /**
   * ARNs of the IAM principals that may assume the approver's role. Without any, there is no such
   * role.
   */
  readonly approvers: readonly string[];
}

export interface ApprovalConfig {
  /** After this time the release fails. */
  readonly timeoutMinutes: number;
}

/** When stacks may begin to change. */
export interface DeploymentWindowConfig {
  /** Five fields of cron. Each minute that they match is inside the window. */
  readonly cron: string;
  /** Name in the IANA time zone database. */
  readonly timeZone: string;
}

export interface EnvironmentConfig extends AccountConfig, DnsConfig {
  readonly name: EnvironmentName;
  /** Decides the defaults of retention and protection. */
  readonly kind: 'development' | 'production';
  readonly domain: DomainName;
  /**
   * Whether the parent zone already delegates this environment's zone. Certificates, custom domains
   * and mail from the domain itself wait for it: without it, ACM never validates a certificate.
   */
  readonly delegated: boolean;
  /** Resources with state that a release may destroy. A release that would destroy others stops. */
  readonly allowDestroy: readonly AllowedRemoval[];
  /**
   * How a person approves each release before it reaches this environment; `undefined` for no
   * approval.
   */
  readonly approval?: ApprovalConfig | undefined;
  /** Checked after the approval; `undefined` if stacks may change at any time. */
  readonly deploymentWindow?: DeploymentWindowConfig | undefined;
  /** Days that a visitor's message is kept. */
  readonly submissionRetentionDays: number;
  /** Days; one of the values that CloudWatch Logs allows. */
  readonly logRetentionDays: RetentionDays;
  /** Keep stored data when its stack is deleted, and refuse to delete it by accident. */
  readonly protectData: boolean;
  /** Backups of the submissions table, beside point-in-time recovery; `undefined` for no backups. */
  readonly backup?: BackupConfig | undefined;
  /** Whether X-Ray traces the functions. */
  readonly tracing: boolean;
  /** Whether a policy of the sending identity denies everybody except `deliver`. */
  readonly restrictSending: boolean;
  /** Monthly budget of the account, in USD. Beyond it, AWS writes to `notifications`; 0 for no budget. */
  readonly monthlyBudgetUsd: number;
  /**
   * `create`, or the ARN of the account's monitor for AWS services; `undefined` for no mails about
   * anomalies.
   */
  readonly anomalyMonitor?: string | undefined;
  readonly network: NetworkConfig;
  /** Whether stored data is encrypted with a key of the owner. */
  readonly customerKeys: boolean;
}

/** Allows a release to remove or replace one resource that holds state. */
export interface AllowedRemoval {
  /** How the stack's name ends: `storage` of `waypost-prod-storage`. */
  readonly stack: string;
  readonly logicalId: string;
  /**
   * `YYYY-MM-DD`: the last day, in UTC, on which the entry is valid. Checked when a release is
   * compared, never at synth.
   */
  readonly until: string;
  readonly reason: string;
}

export interface BackupConfig {
  /** Days that each daily backup is kept. */
  readonly retentionDays: number;
  /** Where each backup is copied to, beside the environment's own region. */
  readonly copyTo?: Region | undefined;
}

export interface NetworkConfig {
  /** Whether the functions run in a network of their own, without a way to the internet. */
  readonly vpc: boolean;
  /**
   * Ids of its two availability zones, such as `use1-az4`; `undefined` for the first two of the
   * account.
   */
  readonly availabilityZones?: readonly string[] | undefined;
}

export type { DnsRecord };

export interface ContactConfig {
  /**
   * The owner's own address, verified by a click in a mail from AWS. An environment that is not
   * `delegated` yet sends mail from it. Later the sender is `contact@<the environment's domain>`.
   */
  readonly sender: EmailAddress;
  /** Origins, beside the contact page's own origin, whose pages may post to the API. */
  readonly allowedOrigins: readonly Origin[];
  /** At least one; the first is the site's front page. */
  readonly forms: readonly FormConfig[];
}

export type FormConfig = FormDefinition & {
  /** Where messages land. In the SES sandbox each must be a verified identity. */
  readonly recipients: readonly EmailAddress[];
};

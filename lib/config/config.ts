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
  /** The owner's domain; every environment's domain is this one or lies under it. */
  readonly domain: DomainName;
  readonly source: SourceConfig;
  readonly tools: AccountConfig;
  readonly pipeline: PipelineConfig;
  /** In order of delivery. */
  readonly environments: readonly EnvironmentConfig[];
  readonly contact: ContactConfig;
  /** Who hears of the pipeline's and the alarms' news. */
  readonly notifications: readonly EmailAddress[];
}

export interface AccountAndRegion {
  readonly account: AccountId;
  readonly region: Region;
}

export interface AccountConfig extends AccountAndRegion {
  /** Name of the owner's own managed policy that bounds the roles there; unset, Waypost's does. */
  readonly permissionsBoundary?: string | undefined;
}

export interface SourceConfig {
  /** `owner/name` at the connection's provider. */
  readonly repository: string;
  readonly branch: string;
  /** A CodeConnections connection in the tools account and region. */
  readonly connectionArn: string;
  /** How pull requests to the branch are built; unset, they are not. */
  readonly pullRequests?: PullRequestConfig | undefined;
}

export interface PullRequestConfig {
  /** Whose repository it is: CodeBuild asks, where CodePipeline does not. */
  readonly provider: 'github' | 'gitlab' | 'bitbucket';
  /** ARN of the secret whose text is the token that comments; unset for no comment. */
  readonly commentToken?: string | undefined;
}

export interface PipelineConfig {
  /** What becomes of a release that waits for its turn: a newer one takes its place, or each is delivered. */
  readonly executionMode: 'SUPERSEDED' | 'QUEUED';
  /** ARNs of IAM principals that may assume the approver's role; without any there is none. */
  readonly approvers: readonly string[];
}

export interface ApprovalConfig {
  /** Afterwards the release has failed. */
  readonly timeoutMinutes: number;
}

/** When stacks may begin to change. */
export interface DeploymentWindowConfig {
  /** Five fields of cron; each minute that it names is inside. */
  readonly cron: string;
  /** By its name in the IANA database. */
  readonly timeZone: string;
}

export interface EnvironmentConfig extends AccountConfig, DnsConfig {
  readonly name: EnvironmentName;
  /** Decides the defaults of retention and protection. */
  readonly kind: 'development' | 'production';
  readonly domain: DomainName;
  /**
   * Whether the parent zone already points at this environment's zone. Certificates, custom domains
   * and sending from the domain itself wait for it: an ACM validation never ends without.
   */
  readonly delegated: boolean;
  /** What holds state and may go all the same; a release that would destroy more stops. */
  readonly allowDestroy: readonly AllowedRemoval[];
  /** How a person approves each release before it reaches this environment; unset, nobody does. */
  readonly approval?: ApprovalConfig | undefined;
  /** Looked at after the approval; unset, any time is right. */
  readonly deploymentWindow?: DeploymentWindowConfig | undefined;
  /** Days that a visitor's message is kept. */
  readonly submissionRetentionDays: number;
  /** Days; one of the values that CloudWatch Logs takes. */
  readonly logRetentionDays: RetentionDays;
  /** Keep stored data when its stack is deleted, and refuse to delete it by accident. */
  readonly protectData: boolean;
  /** Backups of the submissions table, beside point-in-time recovery; unset for none. */
  readonly backup?: BackupConfig | undefined;
  /** Whether X-Ray traces the functions. */
  readonly tracing: boolean;
  /** Whether a policy of the sending identity refuses everybody but `deliver`. */
  readonly restrictSending: boolean;
  /** What the account may cost in a month before somebody hears of it; 0 for no budget. */
  readonly monthlyBudgetUsd: number;
  /** `create`, or the ARN of the account's monitor for AWS services; unset for no word of anomalies. */
  readonly anomalyMonitor?: string | undefined;
  readonly network: NetworkConfig;
  /** Whether what is stored is encrypted under a key of the owner's. */
  readonly customerKeys: boolean;
}

/** The second word that removing or replacing what holds state needs. */
export interface AllowedRemoval {
  /** How the stack's name ends: `storage` of `waypost-prod-storage`. */
  readonly stack: string;
  readonly logicalId: string;
  /** `YYYY-MM-DD`: the last day, in UTC, on which it counts. Judged when a release is compared, never at synth. */
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
  /** Ids of the two zones that it spans, such as `use1-az4`; unset for the first two of the account. */
  readonly availabilityZones?: readonly string[] | undefined;
}

export type { DnsRecord };

export interface ContactConfig {
  /**
   * The owner's own address, verified by a click in a mail from AWS: what mail is sent from in an
   * environment that is not `delegated` yet. Afterwards it is `contact@` the environment's domain.
   */
  readonly sender: EmailAddress;
  /** Origins, beside the contact page's own, whose pages may post to the API. */
  readonly allowedOrigins: readonly Origin[];
  /** At least one; the first is the site's front page. */
  readonly forms: readonly FormConfig[];
}

export type FormConfig = FormDefinition & {
  /** Where messages land. In the SES sandbox each must be a verified identity. */
  readonly recipients: readonly EmailAddress[];
};

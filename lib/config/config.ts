import type { AccountConfig } from './fields/account';

export type { ContactConfig, FormConfig } from './contact/contact';
export type { AllowedRemoval } from './environment/allow-destroy';
export type { BackupConfig } from './environment/backup';
export type { EnvironmentConfig } from './environment/environment';
export type { ApprovalConfig } from './pipeline/approval';
export type { PullRequestConfig } from './pipeline/pull-requests';
export type { SourceConfig } from './pipeline/source';
export type { DnsRecord } from './records/dns-records';
export type { Config } from './schema';
export type { AccountConfig };
export type AccountAndRegion = Pick<AccountConfig, 'account' | 'region'>;

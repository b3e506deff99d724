import type { AccountAndRegion, Config } from '../../lib/config/config';
import type { PricedStack } from '../../lib/pricing/template';
import type { BootstrappedAccount, BootstrapRecord } from '../../lib/security/bootstrap-record';
import type { CheckPorts } from './check/ports';
import type { DestroyPorts } from './destroy/ports';
import type { DiffPorts } from './diff/ports';
import type { DnsPorts } from './dns/ports';
import type { DoctorPorts } from './doctor/ports';
import type { DrillPorts } from './drill/ports';
import type { PreviewPorts } from './email/ports';
import type { MetricsPorts } from './metrics/ports';
import type { SubmissionsPorts } from './submissions/ports';

/** What the commands need from outside. */
export interface Ports {
  readonly aws: AwsAccount;
  /** Rejects with CommandError REHEARSAL_NOT_RUNNING. */
  readonly rehearsal: (place: AccountAndRegion) => Promise<RehearsedAccount>;
  readonly git: Repository;
  /**
   * Runs the CDK CLI with its output shown.
   * @throws CommandError CDK_FAILED unless it ends with exit code 0
   */
  readonly cdk: (
    args: readonly string[],
    /** Over those of this process. */
    environment?: Readonly<Record<string, string>>,
  ) => Promise<void>;
  readonly print: (line: string) => void;
  /** Every stack that the configuration makes, with its template. */
  readonly synthesize: (config: Config) => Promise<PricedStack[]>;
  /** What the accounts were bootstrapped for. */
  readonly record: {
    /** `undefined` where no record is kept, as of emulated accounts. */
    readonly read: () => BootstrapRecord | undefined;
    /** @returns whether there is something to commit */
    readonly keep: (name: string, account: BootstrappedAccount) => boolean;
  };
  /** Loaded by who needs it: the SDK behind it takes its time. */
  readonly submissions: () => Promise<SubmissionsPorts>;
  readonly email: () => Promise<PreviewPorts>;
  readonly destroy: () => Promise<DestroyPorts>;
  readonly diff: () => Promise<DiffPorts>;
  readonly dns: () => Promise<DnsPorts>;
  readonly doctor: () => Promise<DoctorPorts>;
  readonly drill: () => Promise<DrillPorts>;
  readonly metrics: () => Promise<MetricsPorts>;
  readonly checks: () => Promise<CheckPorts>;
}

/** An account in the rehearsal that is up on this machine. */
export interface RehearsedAccount {
  readonly aws: AwsAccount;
  /** Variables that lead the CDK CLI there. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The account that the credentials at hand belong to. */
export interface AwsAccount {
  /**
   * Account id of the credentials.
   * @throws CommandError AWS_CREDENTIALS_MISSING or AWS_REFUSED
   */
  accountId(region: string): Promise<string>;
  /**
   * Whether `cdk bootstrap` has finished in this region.
   * @throws CommandError AWS_REFUSED
   */
  isBootstrapped(region: string): Promise<boolean>;
}

/** The repository's working tree. Each method throws CommandError GIT_MISSING or GIT_FAILED, `pushed` NO_REMOTE as well. */
export interface Repository {
  isRepository(): Promise<boolean>;
  /** Id of HEAD; `undefined` before the first commit. */
  head(): Promise<string | undefined>;
  /** Lines of `git status`, untracked files included; empty for a clean tree. */
  changes(): Promise<string[]>;
  /** Id of the branch's commit at the remote `origin`; `undefined` if there is no such branch. */
  pushed(branch: string): Promise<string | undefined>;
}

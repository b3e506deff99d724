import type { Config } from '../../../lib/config/config';
import type { PricedStack } from '../../../lib/pricing/template';
import type { BootstrappedAccount, BootstrapRecord } from '../../../lib/security/bootstrap-record';
import type { RunCdk } from '../cdk-cli';
import type { AwsAccount } from '../terminal/aws-account';

/** What `bootstrap` needs from outside. */
export interface BootstrapPorts {
  readonly aws: AwsAccount;
  readonly cdk: RunCdk;
  /** Every stack of the configuration, with its template. */
  readonly synthesize: (config: Config) => Promise<PricedStack[]>;
  /** Whose the bucket of `cdk bootstrap` is; `undefined` if there is none. */
  readonly bucketOwner: (account: string, region: string) => Promise<BucketOwner | undefined>;
  readonly record: RecordKeeper;
  readonly print: (line: string) => void;
}

export type BucketOwner = 'this account' | 'another account';

/** The record of what the accounts were bootstrapped for. */
export interface RecordKeeper {
  /** `undefined` if no record is kept, as for emulated accounts. */
  readonly read: () => BootstrapRecord | undefined;
  /** @returns whether there is something to commit */
  readonly keep: (name: string, account: BootstrappedAccount) => boolean;
}

import type { AccountAndRegion } from '../../../lib/config/config';
import type { RecordKeeper } from '../bootstrap/ports';
import type { RunCdk } from '../cdk-cli';
import type { AwsAccount } from '../terminal/aws-account';

/** What `deploy` needs from outside. */
export interface DeployPorts {
  /** An account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (target: AccountAndRegion, rehearsal: boolean) => DeployAccount;
  readonly git: Repository;
  readonly cdk: RunCdk;
  readonly record: Pick<RecordKeeper, 'read'>;
  readonly print: (line: string) => void;
}

export interface DeployAccount extends AwsAccount {
  /** Environment variables that point the CDK CLI at the account. */
  readonly environment: Readonly<Record<string, string>>;
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

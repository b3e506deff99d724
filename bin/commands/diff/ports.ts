import type { AccountAndRegion, Config } from '../../../lib/config/config';
import type { ReleaseAssembly } from '../../../release/assembly/assembly';
import type { StackReader } from '../../../release/review/ports';
import type { Colours } from '../../../release/review/page/terminal';

/** What `diff` needs from outside. */
export interface DiffPorts {
  /** The cloud assembly of today's configuration. */
  readonly assemble: (config: Config) => Promise<ReleaseAssembly>;
  /** An account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (target: AccountAndRegion, rehearsal: boolean) => DiffAccount;
  readonly write: (text: string) => void;
  readonly colours: Colours;
  readonly now: Date;
}

/** Each method rejects with CommandErrors of AWS. */
export interface DiffAccount extends StackReader {
  /** Account of the credentials. */
  accountId(): Promise<string>;
}

import type { BranchCommit, BranchHistory } from '../../../release/before-merge/git-history';
import type { AuditException } from '../../../release/supply-chain/audit-exceptions';
import type { Lockfile } from '../../../release/supply-chain/lockfile';
import type { ScannedText } from '../../../release/supply-chain/secrets';

/** What the checks of the repository need from outside. */
export interface CheckPorts {
  /** `YYYY-MM-DD`, in UTC. */
  readonly today: string;
  readonly exceptions: readonly AuditException[];
  /**
   * What `npm audit --json` says.
   * @throws CheckFailure AUDIT_UNAVAILABLE
   */
  readonly audit: () => Promise<unknown>;
  readonly lockfile: () => Lockfile;
  /** Every source file. */
  readonly sources: () => readonly ScannedText[];
  readonly secretsIn: (texts: readonly ScannedText[]) => Promise<string[]>;
  /** What the branch adds to another. @throws CheckFailure HISTORY_UNAVAILABLE */
  readonly history: (base: string) => Promise<BranchHistory>;
  readonly messageProblems: (commits: readonly BranchCommit[]) => Promise<string[]>;
  /** Files of the cloud assembly that are not the same when it is made again. */
  readonly synthesisDifferences: () => Promise<string[]>;
  /**
   * Shows what a pull request would change, in its build, with the cloud assembly in a folder of the
   * repository. Rejects with CheckFailure when it may not.
   */
  readonly difference: (assembly: string) => Promise<void>;
  readonly print: (line: string) => void;
}

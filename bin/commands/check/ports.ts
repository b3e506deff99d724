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
   * The output of `npm audit --json`.
   * @throws CheckFailure AUDIT_UNAVAILABLE
   */
  readonly audit: () => Promise<unknown>;
  readonly lockfile: () => Lockfile;
  /** Every source file. */
  readonly sources: () => readonly ScannedText[];
  readonly secretsIn: (texts: readonly ScannedText[]) => Promise<string[]>;
  /** The commits that the branch adds to the other one. @throws CheckFailure HISTORY_UNAVAILABLE */
  readonly history: (base: string) => Promise<BranchHistory>;
  readonly messageProblems: (commits: readonly BranchCommit[]) => Promise<string[]>;
  /** Files of the cloud assembly that differ when it is made again. */
  readonly synthesisDifferences: () => Promise<string[]>;
  /**
   * Shows, in the build of a pull request, what it would change. The cloud assembly is in a folder of the
   * repository. Rejects with CheckFailure if the change is not allowed.
   */
  readonly difference: (assembly: string) => Promise<void>;
  readonly print: (line: string) => void;
}

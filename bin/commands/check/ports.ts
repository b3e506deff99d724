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
}

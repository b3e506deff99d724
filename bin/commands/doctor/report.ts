import type { Finding } from './finding';

/** The findings, for scripts. */
export interface DoctorReport {
  /** Findings about this machine; unset if one account was asked for by name. */
  readonly machine?: readonly Finding[];
  readonly examined: readonly {
    readonly name: string;
    readonly account: string;
    readonly region: string;
    readonly findings: readonly Finding[];
  }[];
  /** Accounts that could not be examined with these credentials. */
  readonly skipped: readonly {
    readonly name: string;
    readonly account: string;
    readonly why: string;
  }[];
}

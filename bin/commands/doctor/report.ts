import type { Finding } from './finding';

/** What was found, for scripts. */
export interface DoctorReport {
  /** Of the machine that the doctor runs on; unset when one account was asked for by name. */
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

import type { Finding } from './finding';

/** What was found, for scripts. */
export interface DoctorReport {
  readonly examined: readonly {
    readonly name: string;
    readonly account: string;
    readonly region: string;
    readonly findings: readonly Finding[];
  }[];
  /** Places whose account the credentials do not belong to. */
  readonly skipped: readonly { readonly name: string; readonly account: string }[];
}

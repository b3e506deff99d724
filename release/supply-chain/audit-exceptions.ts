/** An advisory that we live with for now. */
export interface AuditException {
  /** Of GitHub's database, such as `GHSA-xxxx-xxxx-xxxx`. */
  readonly advisory: string;
  /** The package that the advisory is about, not one that depends on it. */
  readonly package: string;
  /** Last day on which the exception holds, as `YYYY-MM-DD`. */
  readonly until: string;
  /** Why it does no harm until then, and what we wait for. */
  readonly reason: string;
}

/** An expired entry, or one that no advisory needs, fails the audit. */
export const AUDIT_EXCEPTIONS: readonly AuditException[] = [];

/**
 * Advisories of this severity or a higher one fail the audit. Lower ones are shown. Almost all packages run
 * only in builds, with our own input. Advisories below `high` are mostly about hostile input. A gate that
 * fails for them every week is soon switched off.
 */
export const AUDIT_THRESHOLD = 'high';

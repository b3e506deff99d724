import type { CallOptions } from '../../shared/aws-json';

/**
 * A visitor waits for it, and without an answer their message is let through. A connection that AWS
 * closed since the last visitor is no reason to, and none of these calls does harm twice.
 */
export const GUARD_CALL: CallOptions = { attempts: 1, timeoutMs: 1_000, mayResend: true };

import type { CallOptions } from '../../shared/aws-json';

/**
 * A visitor waits for the answer; without one the message is let through. A connection that AWS has
 * closed since the last visitor is no reason for that, so the call is sent again: none of these
 * calls does harm twice.
 */
export const GUARD_CALL: CallOptions = { attempts: 1, timeoutMs: 1_000, mayResend: true };

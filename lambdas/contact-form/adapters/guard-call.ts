import { AwsError, type CallOptions } from '../../shared/aws-json';
import { Unavailable } from '../ports';

/**
 * A visitor waits for it, and without an answer their message is let through. A connection that AWS
 * closed since the last visitor is no reason to, and none of these calls does harm twice.
 */
export const GUARD_CALL: CallOptions = { attempts: 1, timeoutMs: 1_000, mayResend: true };

export type StoredItem = NonNullable<AwsError['Item']>;

/** A write of the guard table: resolves with what is stored when its condition failed. */
export async function conditionally(
  write: Promise<unknown>,
): Promise<{ readonly done: boolean; readonly stored: StoredItem }> {
  try {
    await write;
    return { done: true, stored: {} };
  } catch (error) {
    if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') {
      return { done: false, stored: error.Item ?? {} };
    }
    throw new Unavailable('dynamodb', error);
  }
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../ports';

export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * A write of DynamoDB with a condition. `stored` is, if the call asks for it, the item as it became, or
 * as it was when it did not fit the condition; {} when there is none. Rejects with Unavailable.
 */
export async function conditionally(
  write: Promise<{ readonly Attributes?: Item | undefined }>,
): Promise<{ readonly done: boolean; readonly stored: Item }> {
  try {
    return { done: true, stored: (await write).Attributes ?? {} };
  } catch (error) {
    // By name: a bundle may hold the class twice.
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') {
      return { done: false, stored: (error as { readonly Item?: Item }).Item ?? {} };
    }
    throw new Unavailable('dynamodb', error);
  }
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../ports';

export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * A conditional write to DynamoDB. If the call asks for it, `stored` is the new item, or the old
 * item that did not match the condition; {} if there is no item. Rejects with Unavailable.
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

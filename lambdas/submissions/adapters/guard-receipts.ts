import { DeleteItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GUARD_KEY } from '../../contact-form/contract';
import { receiptKey, secretKey } from '../../contact-form/guard-keys';
import type { Ask, ReceiptRecords } from '../ports';

/** What `lambdas/contact-form/adapters/receipt-ledger.ts` has entered. */
export function guardReceipts(
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  ask: Ask,
): ReceiptRecords {
  const what = `Table ${table}`;
  const request = (key: string) => ({ TableName: table, Key: { [GUARD_KEY]: { S: key } } });

  return {
    async forget(email, days) {
      let forgotten = 0;
      for (const day of days) {
        const { Item } = await ask(what, () =>
          client.send(new GetItemCommand({ ...request(secretKey(day)), ConsistentRead: true })),
        );
        const secret = Item?.['secret']?.S;
        // Without the day's secret, nobody can tell whose record it is.
        if (secret === undefined) continue;
        const { Attributes } = await ask(what, () =>
          client.send(
            new DeleteItemCommand({
              ...request(receiptKey(day, secret, email)),
              ReturnValues: 'ALL_OLD',
            }),
          ),
        );
        if (Attributes) forgotten += 1;
      }
      return forgotten;
    },
  };
}

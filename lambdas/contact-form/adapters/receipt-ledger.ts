import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import type { AllForms } from '../core/form-of';
import { dayOf } from '../core/guard';
import type { ReceiptLedger } from '../delivery-ports';
import type { DailySecrets } from '../ports';
import { receiptKey } from '../guard-keys';
import { GUARD_KEY, GUARD_TTL } from '../table';
import { conditionally } from './conditionally';

const DAY_SECONDS = 24 * 60 * 60;

export interface ReceiptLedgerSettings {
  readonly forms: AllForms;
  readonly tableName: string;
  readonly secrets: DailySecrets;
  readonly now: () => Date;
}

/** Calls dynamodb:PutItem on the guard table. Keeps a hash of the address, until the day after. */
export function receiptLedger(
  dynamoDb: AwsJson<DynamoDbOperations>,
  { forms, tableName, secrets, now }: ReceiptLedgerSettings,
): ReceiptLedger {
  return {
    // Not replaced by the first form: nobody wants receipts of a form that was removed.
    isWanted: (name) => forms.some((form) => form.name === name && form.receipt),

    async enter(email, id) {
      const day = dayOf(now().getTime());
      const key = receiptKey(day, await secrets.of(day), email);
      const write = dynamoDb(
        'PutItem',
        {
          TableName: tableName,
          Item: {
            [GUARD_KEY]: { S: key },
            [GUARD_TTL]: { N: String(Math.floor(now().getTime() / 1000) + 2 * DAY_SECONDS) },
            id: { S: id },
          },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': GUARD_KEY },
        },
        // A second try would find the entry of the first one, and the visitor would get no receipt.
        { attempts: 1 },
      );
      return (await conditionally(write)).done;
    },
  };
}

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AccountAndRegion } from '../../../../lib/config/config';
import { callerAccount } from '../../terminal/aws-account';
import type { ClientSettings } from '../../terminal/client-settings';
import type { CloudNames } from '../../terminal/open-environment';
import type { SubmissionsCloud } from '../ports';
import { asker } from '../../terminal/ask';
import { restorableTable } from './dynamodb-table';
import { guardReceipts } from '../../../../lambdas/submissions/adapters/guard-receipts';
import { openQueue } from '../../../../lambdas/submissions/adapters/sqs-queue';
import { findTable } from '../../terminal/stack-table';

/** The tables and queues of one environment. Clients are made when they are needed. */
export function awsCloud(
  target: AccountAndRegion,
  names: Pick<CloudNames, 'storageStack' | 'contactStack' | 'submissionQueue' | 'deadLetterQueue'>,
  settings: ClientSettings = {},
): SubmissionsCloud {
  const client = { region: target.region, ...settings };
  const ask = asker(target);
  const cloudFormation = new CloudFormationClient(client);
  const dynamoDb = new DynamoDBClient(client);
  const sqs = new SQSClient(client);

  return {
    accountId: () => callerAccount(client),
    async table() {
      const { storageStack } = names;
      return restorableTable(
        dynamoDb,
        await findTable(cloudFormation, storageStack, 'Submissions', ask),
        ask,
      );
    },
    async receipts() {
      const { contactStack } = names;
      return guardReceipts(
        dynamoDb,
        await findTable(cloudFormation, contactStack, 'Guard', ask),
        ask,
      );
    },
    queue: () => openQueue(sqs, names.submissionQueue, ask),
    deadLetters: () => openQueue(sqs, names.deadLetterQueue, ask),
  };
}

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountAndRegion } from '../../../../lib/config/config';
import { CommandError } from '../../command-error';
import type { ClientSettings } from '../../rehearsal-settings';
import type { CloudNames, SubmissionsCloud } from '../ports';
import { asker } from './ask';
import { dynamoDbTable } from './dynamodb-table';
import { guardReceipts } from './guard-receipts';
import { openQueue } from './sqs-queue';
import { findTable } from './stack-table';

/** One environment's tables and queues. Clients are made when they are needed. */
export function awsCloud(
  place: AccountAndRegion,
  names: CloudNames,
  settings: ClientSettings = {},
): SubmissionsCloud {
  const client = { region: place.region, ...settings };
  const ask = asker(place);
  const cloudFormation = new CloudFormationClient(client);
  const dynamoDb = new DynamoDBClient(client);
  const sqs = new SQSClient(client);

  return {
    async accountId() {
      const { Account } = await ask('AWS STS', () =>
        new STSClient(client).send(new GetCallerIdentityCommand({})),
      );
      if (Account !== undefined) return Account;
      throw new CommandError('AWS_REFUSED', 'AWS STS did not say whose credentials these are.');
    },
    async table() {
      const { storageStack } = names;
      return dynamoDbTable(
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

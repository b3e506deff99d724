import { sqsDeadLetters, sqsDeliveryQueue } from '../contact-form/adapters/delivery-queue';
import { dynamoDbJson, sqsJson, ssmJson } from '../shared/aws-json';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { httpsReceiver } from './adapters/https-receiver';
import { parameterTargets } from './adapters/parameter-targets';
import { submissionValues } from './adapters/submission-values';
import { type Webhook, WEBHOOKS_ENV } from './contract';
import { webhooksHandler } from './webhooks-handler';

/** The function with everything that it needs of AWS. `isPublic`: which addresses it may connect to. */
export function webhooksFunction(isPublic: (address: string) => boolean, timeoutMs?: number) {
  const env = readEnv(WEBHOOKS_ENV);
  const now = () => new Date();
  const sqs = sqsJson();
  return webhooksHandler({
    // The stack wrote them.
    webhooks: JSON.parse(env.webhooks) as readonly Webhook[],
    submissions: submissionValues(dynamoDbJson(), env.tableName, now),
    targets: parameterTargets(ssmJson(), env.parameterPrefix),
    receiver: httpsReceiver(isPublic, timeoutMs),
    queue: sqsDeliveryQueue(sqs, env.queueUrl),
    deadLetters: sqsDeadLetters(sqs, env.deadLetterQueueUrl),
    now,
    log: jsonLogger(),
  });
}

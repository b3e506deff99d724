import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { TestRequest, TestResult } from '../../../lambdas/webhooks/contract';
import { parseTarget, targetText } from '../../../lambdas/webhooks/target';
import type { AccountAndRegion } from '../../../lib/config/config';
import { openQueue } from '../../../lambdas/submissions/adapters/sqs-queue';
import { asker } from '../terminal/ask';
import { askAws, callerAccount } from '../terminal/aws-account';
import type { ClientSettings } from '../terminal/client-settings';
import { CommandError } from '../terminal/command-error';
import type { CloudNames } from '../terminal/open-environment';
import type { WebhooksCloud } from './ports';

/** The webhooks of one environment in AWS. */
export function awsWebhooks(
  target: AccountAndRegion,
  names: CloudNames,
  settings: ClientSettings = {},
): WebhooksCloud {
  const client = { region: target.region, ...settings };
  const ask = asker(target);
  const ssm = new SSMClient(client);
  const lambda = new LambdaClient(client);
  const sqs = new SQSClient(client);
  const parameter = (webhook: string) => `${names.webhookParameters}${webhook}`;

  return {
    accountId: () => callerAccount(client),
    async whichAreSet(webhooks) {
      const { Parameters = [] } = await askAws(() =>
        ssm.send(new GetParametersCommand({ Names: webhooks.map(parameter) })),
      );
      const found = Parameters.map(({ Name }) => Name);
      return webhooks.filter((webhook) => found.includes(parameter(webhook)));
    },
    async targetOf(webhook) {
      const answer = await askAws(() =>
        ssm
          .send(new GetParameterCommand({ Name: parameter(webhook), WithDecryption: true }))
          .catch(absent),
      );
      const value = answer?.Parameter?.Value;
      return value === undefined ? undefined : parseTarget(value);
    },
    async setTarget(webhook, value) {
      await askAws(() =>
        ssm.send(
          new PutParameterCommand({
            Name: parameter(webhook),
            Type: 'SecureString',
            Value: targetText(value),
            Description: 'Address and signing secrets of a webhook of Waypost',
            Overwrite: true,
          }),
        ),
      );
    },
    async removeTarget(webhook) {
      const answer = await askAws(() =>
        ssm.send(new DeleteParameterCommand({ Name: parameter(webhook) })).catch(absent),
      );
      return answer !== undefined;
    },
    async sendTest(webhook) {
      const { Payload, FunctionError } = await ask(`Function ${names.webhooksFunction}`, () =>
        lambda.send(
          new InvokeCommand({
            FunctionName: names.webhooksFunction,
            Payload: JSON.stringify({ test: webhook } satisfies TestRequest),
          }),
        ),
      );
      if (FunctionError !== undefined) {
        throw new CommandError(
          'AWS_REFUSED',
          `The function ${names.webhooksFunction} failed. Read its log, /aws/lambda/${names.webhooksFunction}.`,
        );
      }
      return (JSON.parse(Buffer.from(Payload ?? []).toString()) as TestResult).outcome;
    },
    queue: () => openQueue(sqs, names.webhookQueue, ask),
    deadLetters: () => openQueue(sqs, names.webhookDeadLetterQueue, ask),
  };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
  throw error;
}

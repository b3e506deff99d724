import { randomUUID } from 'node:crypto';
import { dynamoDbJson, sqsJson } from '../shared/aws-json';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfMetrics } from '../shared/metrics';
import { guardLimiter } from './adapters/guard-limiter';
import { guardProofs } from './adapters/guard-proofs';
import { guardSecrets } from './adapters/guard-secrets';
import { sqsSender } from './adapters/sqs-sender';
import { BUNDLED_FORMS } from './bundled-forms';
import { SUBMIT_ENV, type SubmitForms } from './contract';
import { submitHandler } from './http/submit-handler';

const env = readEnv(SUBMIT_ENV);
const dynamoDb = dynamoDbJson();

export const handler = submitHandler({
  forms: JSON.parse(BUNDLED_FORMS) as SubmitForms,
  siteOrigin: env.siteOrigin,
  allowedOrigins: env.allowedOrigins.split(','),
  queue: sqsSender(sqsJson(), env.queueUrl),
  secrets: guardSecrets(dynamoDb, env.guardTable),
  limiter: guardLimiter(dynamoDb, env.guardTable),
  proofs: guardProofs(dynamoDb, env.guardTable),
  newId: randomUUID,
  now: () => new Date(),
  metrics: emfMetrics(env.metricNamespace, env.environment),
  log: jsonLogger(),
});

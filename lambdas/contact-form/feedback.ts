import { dynamoDbJson } from '../shared/aws-json';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfMetrics } from '../shared/metrics';
import { dynamoDbFeedback } from './adapters/dynamodb-feedback';
import { FEEDBACK_ENV } from './contract';
import { feedbackHandler } from './feedback/feedback-handler';

const env = readEnv(FEEDBACK_ENV);

export const handler = feedbackHandler({
  store: dynamoDbFeedback(dynamoDbJson(), env.tableName),
  metrics: emfMetrics(env.metricNamespace, env.environment),
  log: jsonLogger(),
});

import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { LAMBDA_ENV, readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfMetrics } from '../shared/metrics';
import { codeBuildLogs } from './adapters/codebuild-logs';
import { codePipelineHistory } from './adapters/codepipeline-history';
import { s3Claims } from './adapters/s3-claims';
import { s3Records } from './adapters/s3-records';
import { snsPublisher } from './adapters/sns-publisher';
import { NOTIFICATIONS_ENV } from './contract';
import { approvalMinutes } from './core/approval-minutes';
import { consoleLinks } from './core/mail/links';
import { notificationHandler } from './notification-handler';

const env = readEnv(NOTIFICATIONS_ENV);
const { pipeline, bucket, lastEnvironment, topicArn } = env;
const { region } = readEnv(LAMBDA_ENV);
const s3 = new S3Client({});

export const handler = notificationHandler(
  {
    history: codePipelineHistory(new CodePipelineClient({}), pipeline),
    logs: codeBuildLogs(new CloudWatchLogsClient({}), env.buildLogGroup),
    records: s3Records(s3, bucket),
    claims: s3Claims(s3, bucket),
    publisher: snsPublisher(new SNSClient({}), topicArn),
    metrics: emfMetrics(env.metricNamespace, lastEnvironment),
    log: jsonLogger(),
  },
  {
    pipeline,
    lastEnvironment,
    minutesOf: approvalMinutes(env.approvalMinutes),
    links: consoleLinks({ region, pipeline, bucket }),
  },
);

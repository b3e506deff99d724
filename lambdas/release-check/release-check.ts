import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../shared/assume-role';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { recordText } from '../shared/release-record';
import { jobResults, stackVersionReader } from './adapters';
import { parseWindow, RELEASE_CHECK_ENV } from './contract';
import { checkHandler } from './handler';

const { environment, readerRoleArn, bucket, pipeline, window } = readEnv(RELEASE_CHECK_ENV);
const s3 = new S3Client({});
const sts = new STSClient({});

export const handler = checkHandler({
  environment,
  pipeline,
  window: parseWindow(window),
  sources: () => ({
    readRecord: (executionId) => recordText(s3, bucket, environment, executionId),
    deployed: stackVersionReader(() => assumeRole(sts, readerRoleArn, 'release-check')),
  }),
  results: jobResults(new CodePipelineClient({})),
  logger: jsonLogger(),
  now: () => new Date(),
});

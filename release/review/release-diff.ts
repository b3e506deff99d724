import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASE_DIFF_ENV, SUMMARY_FILE } from './contract';
import { assumeRole } from '../../lambdas/shared/assume-role';
import { readEnv } from '../../lambdas/shared/env';
import { runScript } from '../run-script';
import { environmentOf, openAssembly } from '../assembly/assembly';
import { stackReader } from './read-stacks';
import { releaseHistory } from './release-history';
import { releaseStore } from './release-store';
import { reviewRelease } from './review';

/**
 * Shows what a release changes in an environment, before a person approves it. It fails if the release
 * would destroy state without permission. Runs in CodeBuild, bundled into one file beside the cloud assembly.
 */
runScript('Release diff', async () => {
  const {
    environment: name,
    readerRoleArn,
    bucket,
    pipeline,
    executionId,
    commit,
  } = readEnv(RELEASE_DIFF_ENV);
  const folder = join(process.argv[1] ?? '', '..');
  const assembly = openAssembly(folder);
  const credentials = await assumeRole(new STSClient({}), readerRoleArn, 'release-diff');
  const s3 = new S3Client({});
  await reviewRelease({
    assembly,
    environment: environmentOf(assembly, name),
    reader: stackReader((region) => new CloudFormationClient({ region, credentials })),
    history: {
      executionId,
      releases: releaseHistory({ pipeline, bucket }, new CodePipelineClient({}), s3),
    },
    commit,
    now: new Date(),
    store: releaseStore(s3, bucket, name, executionId),
    keepSummary: (summary) => {
      writeFileSync(join(folder, SUMMARY_FILE), summary);
    },
    print: (line) => {
      console.log(line);
    },
  });
});

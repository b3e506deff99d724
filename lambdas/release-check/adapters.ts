import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  type CodePipelineClient,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
} from '@aws-sdk/client-codepipeline';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../shared/assume-role';
import { RELEASE_FILES, releaseKey, templateHash } from './contract';
import type { JobResults, ReleaseSources } from './ports';

/** Records in the artifact bucket. */
export function recordReader(
  s3: S3Client,
  Bucket: string,
  environment: string,
): ReleaseSources['readRecord'] {
  return async (executionId) => {
    const Key = releaseKey(environment, executionId, RELEASE_FILES.record);
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body?.transformToString();
    } catch (error) {
      // Who may not list a bucket is not told that an object is missing.
      if (error instanceof Error && ['NoSuchKey', 'AccessDenied'].includes(error.name))
        return undefined;
      throw error;
    }
  };
}

/** Stacks, in their regions, under one session of the environment's reader role. */
export function stackReader(assumeReader: () => Promise<Credentials>): ReleaseSources['deployed'] {
  let session: Promise<Credentials> | undefined;
  return async ({ stackName: StackName, region }) => {
    session ??= assumeReader();
    const client = new CloudFormationClient({ region, credentials: await session });
    const stack = await client
      .send(new DescribeStacksCommand({ StackName }))
      .then(({ Stacks }) => Stacks?.[0], ignoreMissing);
    // A change set that nobody executed has left a stack without a template.
    if (!stack?.CreationTime || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined;
    const { TemplateBody = '' } = await client.send(
      new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
    );
    return {
      templateHash: templateHash(TemplateBody),
      lastUpdated: (stack.LastUpdatedTime ?? stack.CreationTime).toISOString(),
      status: stack.StackStatus ?? '',
    };
  };
}

/** CloudFormation knows no error of its own for it. */
function ignoreMissing(error: unknown): undefined {
  const missing =
    error instanceof Error &&
    error.name === 'ValidationError' &&
    error.message.includes('does not exist');
  if (!missing) throw error;
}

export function jobResults(codePipeline: CodePipelineClient): JobResults {
  return {
    succeed: async (jobId) => {
      await codePipeline.send(new PutJobSuccessResultCommand({ jobId }));
    },
    fail: async (jobId, message) => {
      const failureDetails = { type: 'JobFailed' as const, message };
      await codePipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails }));
    },
  };
}

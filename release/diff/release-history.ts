import {
  type CodePipelineClient,
  ListPipelineExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  RELEASE_FILES,
  releaseKey,
  type ReleaseRecord,
} from '../../lambdas/release-check/contract';
import type { ReleaseHistory } from './ports';

export interface HistoryPlace {
  readonly pipeline: string;
  readonly bucket: string;
}

/** Asks CodePipeline what went through a stage, and the artifact bucket what was recorded of it. */
export function releaseHistory(
  { pipeline, bucket }: HistoryPlace,
  codePipeline: CodePipelineClient,
  s3: S3Client,
): ReleaseHistory {
  return {
    async lastRelease(environment, executionId) {
      const { pipelineExecutionSummaries = [] } = await codePipeline.send(
        new ListPipelineExecutionsCommand({
          pipelineName: pipeline,
          filter: { succeededInStage: { stageName: environment } },
          maxResults: 10,
        }),
      );
      // Newest first.
      const last = pipelineExecutionSummaries.find(
        (one) => one.pipelineExecutionId !== executionId,
      );
      const commit = last?.sourceRevisions?.[0]?.revisionId;
      if (last?.pipelineExecutionId === undefined || commit === undefined) return undefined;
      const key = releaseKey(environment, last.pipelineExecutionId, RELEASE_FILES.record);
      const record = await readRecord(s3, bucket, key);
      return { commit, ...(record && { record }) };
    },
  };
}

/** `undefined` for a release from before releases were recorded, or whose record has expired. */
async function readRecord(
  s3: S3Client,
  Bucket: string,
  Key: string,
): Promise<ReleaseRecord | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '') as ReleaseRecord;
  } catch (error) {
    // S3 says AccessDenied of what is not there to who may not list the bucket.
    if (error instanceof Error && ['NoSuchKey', 'AccessDenied'].includes(error.name)) {
      return undefined;
    }
    throw error;
  }
}

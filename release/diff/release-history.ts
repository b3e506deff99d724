import {
  type CodePipelineClient,
  ListPipelineExecutionsCommand,
  type PipelineExecutionFilter,
  type PipelineExecutionSummary,
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
  codePipeline: Pick<CodePipelineClient, 'send'>,
  s3: Pick<S3Client, 'send'>,
): ReleaseHistory {
  /** Newest first. */
  const executions = async (filter?: PipelineExecutionFilter) => {
    const command = new ListPipelineExecutionsCommand({ pipelineName: pipeline, filter });
    return (await codePipeline.send(command)).pipelineExecutionSummaries ?? [];
  };
  return {
    async lastRelease(environment, executionId) {
      const through = await executions({ succeededInStage: { stageName: environment } });
      const isEarlier = (one: PipelineExecutionSummary) => one.pipelineExecutionId !== executionId;
      const last =
        through.find(isEarlier) ??
        // The filter sees nothing from before the pipeline last changed; what got to its end went
        // through every stage.
        // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_SucceededInStageFilter.html
        (await executions()).find((one) => isEarlier(one) && one.status === 'Succeeded');
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
  s3: Pick<S3Client, 'send'>,
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

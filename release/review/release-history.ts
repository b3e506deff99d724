import {
  type CodePipelineClient,
  ListPipelineExecutionsCommand,
  type PipelineExecutionFilter,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ReleaseRecord } from '../../lambdas/release-check/contract';
import { recordText } from '../../lambdas/shared/release-record';
import type { ReleaseHistory } from './ports';

export interface HistoryPlace {
  readonly pipeline: string;
  readonly bucket: string;
  /** Stage and folder of the records, where they are not called like the environment. */
  readonly folder?: string;
}

/** Reads from CodePipeline which execution went through a stage last, and its record from the artifact bucket. */
export function releaseHistory(
  { pipeline, bucket, folder }: HistoryPlace,
  codePipeline: Pick<CodePipelineClient, 'send'>,
  s3: Pick<S3Client, 'send'>,
): ReleaseHistory {
  /** Newest first. */
  const executions = async (filter?: PipelineExecutionFilter) => {
    const command = new ListPipelineExecutionsCommand({ pipelineName: pipeline, filter });
    return (await codePipeline.send(command)).pipelineExecutionSummaries ?? [];
  };
  return {
    async lastRelease(name, executionId) {
      const environment = folder ?? name;
      const through = await executions({ succeededInStage: { stageName: environment } });
      const isEarlier = (one: PipelineExecutionSummary) => one.pipelineExecutionId !== executionId;
      const last =
        through.find(isEarlier) ??
        // The filter finds no executions from before the pipeline's last change. An execution that
        // succeeded went through every stage.
        // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_SucceededInStageFilter.html
        (await executions()).find((one) => isEarlier(one) && one.status === 'Succeeded');
      const commit = last?.sourceRevisions?.[0]?.revisionId;
      if (last?.pipelineExecutionId === undefined || commit === undefined) return undefined;
      const text = await recordText(s3, bucket, environment, last.pipelineExecutionId);
      const record = text === undefined ? undefined : (JSON.parse(text) as ReleaseRecord);
      return { commit, ...(record && { record }) };
    },
  };
}

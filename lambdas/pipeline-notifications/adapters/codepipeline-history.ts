import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  paginateListActionExecutions,
  paginateListPipelineExecutions,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { ActionExecution, PipelineExecution } from '../core/history';
import type { PipelineHistory } from '../ports';

const PAGE = 100;

/** Calls codepipeline:ListPipelineExecutions and ListActionExecutions; no other API knows retries. */
export function codePipelineHistory(
  client: CodePipelineClient,
  pipelineName: string,
): PipelineHistory {
  return {
    async executions(since) {
      const found: PipelineExecution[] = [];
      const pages = paginateListPipelineExecutions({ client, pageSize: PAGE }, { pipelineName });
      for await (const { pipelineExecutionSummaries = [] } of pages) {
        found.push(...pipelineExecutionSummaries.map(executionOf));
        const oldest = found.at(-1);
        if (since === undefined || !oldest || oldest.startedAt < since) break;
      }
      return found
        .filter(({ startedAt }) => since === undefined || startedAt >= since)
        .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
    },
    async runs(pipelineExecutionId) {
      const found: ActionExecution[] = [];
      const pages = paginateListActionExecutions(
        { client, pageSize: PAGE },
        { pipelineName, filter: { pipelineExecutionId } },
      );
      for await (const { actionExecutionDetails = [] } of pages) {
        found.push(...actionExecutionDetails.map(runOf));
      }
      return found;
    },
  };
}

function executionOf(summary: PipelineExecutionSummary): PipelineExecution {
  const { pipelineExecutionId, status, statusSummary, startTime, sourceRevisions } = summary;
  const commitId = sourceRevisions?.[0]?.revisionId;
  return {
    id: told(pipelineExecutionId, 'pipelineExecutionId'),
    status: told(status, 'status'),
    startedAt: told(startTime, 'startTime'),
    ...(statusSummary !== undefined && { statusSummary }),
    ...(commitId !== undefined && { commitId }),
  };
}

function runOf(detail: ActionExecutionDetail): ActionExecution {
  const { externalExecutionId, externalExecutionSummary, externalExecutionUrl, errorDetails } =
    detail.output?.executionResult ?? {};
  // A failure's text was seen in the one and in the other, and no page says which.
  const texts = new Set([externalExecutionSummary, errorDetails?.message].filter(Boolean));
  const message = [...texts].join('\n');
  const startedAt = told(detail.startTime, 'startTime');
  return {
    id: told(detail.actionExecutionId, 'actionExecutionId'),
    stage: told(detail.stageName, 'stageName'),
    action: told(detail.actionName, 'actionName'),
    category: told(detail.input?.actionTypeId?.category, 'category'),
    provider: told(detail.input?.actionTypeId?.provider, 'provider'),
    status: told(detail.status, 'status'),
    startedAt,
    endedAt: detail.lastUpdateTime ?? startedAt,
    ...(externalExecutionId !== undefined && { externalId: externalExecutionId }),
    ...(externalExecutionUrl !== undefined && { url: externalExecutionUrl }),
    ...(message !== '' && { message }),
    variables: detail.output?.outputVariables ?? {},
  };
}

/** In the SDK's types every field is optional; CodePipeline always returns these. */
function told<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new Error(`CodePipeline answered without ${name}`);
}

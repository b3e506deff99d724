import type { ActionResult } from '../runner/execution';
import { resultOf, triggerOf } from './api-shapes';
import { actionType, given, type ActionRecord, type ExecutionRecord } from './execution-record';

/**
 * An event of CodePipeline for EventBridge, in the account and region of its pipeline. AWS's page shows
 * some complete events. Events recorded on AWS show when a field is there and when it is not.
 *
 * - https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 * - https://github.com/quicken/aws-meerkat/tree/main/__tests__/sample/pipeline (2022)
 */
export interface StateChange {
  readonly detailType: string;
  readonly detail: ChangeDetail;
}

interface ChangeDetail {
  readonly stage?: string;
  readonly action?: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

type State = 'STARTED' | 'SUCCEEDED' | 'FAILED';

const EXECUTION_STATES = {
  InProgress: 'STARTED',
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Cancelled: 'CANCELED',
  Superseded: 'SUPERSEDED',
} as const;

export function executionChange(record: ExecutionRecord): StateChange {
  const trigger = executionTrigger(record);
  return {
    detailType: 'CodePipeline Pipeline Execution State Change',
    detail: {
      ...common(record, record.startedAt),
      ...(trigger && { 'execution-trigger': trigger }),
      state: EXECUTION_STATES[record.status],
    },
  };
}

/**
 * At the start, the trigger of the execution. At the end, the commit, if a trigger started the execution
 * and its source succeeded. Every other end has none.
 */
function executionTrigger(record: ExecutionRecord) {
  const { triggerType, triggerDetail } = triggerOf(record);
  if (record.status === 'InProgress') {
    return { 'trigger-type': triggerType, 'trigger-detail': triggerDetail };
  }
  const fetched = record.runs.find(({ action }) => actionType(action).category === 'Source');
  const hasEnded = record.status === 'Succeeded' || record.status === 'Failed';
  if (!hasEnded || triggerType !== 'WebhookV2') return undefined;
  if (fetched?.result?.status !== 'succeeded') return undefined;
  const { variables = {} } = fetched.result;
  return given({
    'full-repository-name': variables['FullRepositoryName'],
    'branch-name': variables['BranchName'],
    'commit-id': variables['CommitId'],
    'commit-message': variables['CommitMessage'],
    'author-date': variables['AuthorDate'],
    'connection-arn': variables['ConnectionArn'],
  });
}

export function stageChange(record: ExecutionRecord, stage: string, state: State): StateChange {
  const [first] = record.runs.filter(({ action }) => action.stage === stage);
  return {
    detailType: 'CodePipeline Stage Execution State Change',
    detail: { ...common(record, first?.startedAt ?? record.changedAt), stage, state },
  };
}

export function actionChange(record: ExecutionRecord, run: ActionRecord): StateChange {
  const { action, result } = run;
  const outcome = result && executionResult(run, result);
  const state: State = !result ? 'STARTED' : result.status === 'succeeded' ? 'SUCCEEDED' : 'FAILED';
  return {
    detailType: 'CodePipeline Action Execution State Change',
    detail: {
      ...common(record, run.startedAt),
      stage: action.stage,
      'action-execution-id': run.id,
      action: action.name,
      state,
      region: action.region,
      type: actionType(action),
      ...(state === 'STARTED' && unlessEmpty({ 'input-artifacts': run.inputs })),
      ...(state === 'SUCCEEDED' && unlessEmpty({ 'output-artifacts': run.outputs })),
      ...(outcome && unlessEmpty({ 'execution-result': outcome })),
    },
  };
}

function executionResult(run: ActionRecord, result: ActionResult) {
  const told = resultOf(run, result);
  return given({
    'external-execution-url': told.externalExecutionUrl,
    'external-execution-summary': told.externalExecutionSummary,
    'external-execution-id': told.externalExecutionId,
    'error-code': told.errorDetails?.code,
  });
}

function unlessEmpty(fields: Readonly<Record<string, object>>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0),
  );
}

function common({ id, plan }: ExecutionRecord, startedAt: Date) {
  return {
    pipeline: plan.pipeline,
    'execution-id': id,
    'start-time': startedAt.toISOString(),
    version: plan.version,
    'pipeline-execution-attempt': 1,
  };
}

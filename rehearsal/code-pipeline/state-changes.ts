import { resultOf, triggerOf } from './api-shapes';
import { actionType, type ActionRun, type ExecutionRecord } from './execution-record';

/** An event of CodePipeline for EventBridge, in the account and region of its pipeline. */
export interface StateChange {
  readonly detailType: string;
  readonly detail: object;
}

type State = 'STARTED' | 'SUCCEEDED' | 'FAILED';

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const EXECUTION_STATES = {
  InProgress: 'STARTED',
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Cancelled: 'CANCELED',
  Superseded: 'SUPERSEDED',
} as const;

export function executionChange(record: ExecutionRecord): StateChange {
  const { triggerType, triggerDetail } = triggerOf(record);
  return {
    detailType: 'CodePipeline Pipeline Execution State Change',
    detail: {
      ...common(record, record.startedAt),
      'execution-trigger': { 'trigger-type': triggerType, 'trigger-detail': triggerDetail },
      state: EXECUTION_STATES[record.status],
    },
  };
}

export function stageChange(record: ExecutionRecord, stage: string, state: State): StateChange {
  const [first] = record.runs.filter(({ action }) => action.stage === stage);
  return {
    detailType: 'CodePipeline Stage Execution State Change',
    detail: { ...common(record, first?.startedAt ?? record.changedAt), stage, state },
  };
}

export function actionChange(record: ExecutionRecord, run: ActionRun): StateChange {
  const { action, result } = run;
  const told = result && resultOf(run, result);
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
      'input-artifacts': action.inputs.map((name) => ({ name })),
      ...(told && {
        'output-artifacts': action.outputs.map((name) => ({ name })),
        'execution-result': {
          ...(told.externalExecutionUrl !== undefined && {
            'external-execution-url': told.externalExecutionUrl,
          }),
          ...(told.externalExecutionSummary !== undefined && {
            'external-execution-summary': told.externalExecutionSummary,
          }),
          ...(told.externalExecutionId !== undefined && {
            'external-execution-id': told.externalExecutionId,
          }),
          ...(told.errorDetails && { 'error-code': told.errorDetails.code }),
        },
      }),
    },
  };
}

function common({ id, plan }: ExecutionRecord, startedAt: Date) {
  return {
    pipeline: plan.pipeline,
    'execution-id': id,
    'start-time': startedAt.toISOString(),
    version: 1,
    'pipeline-execution-attempt': 1,
  };
}

import { objectOf } from '../../shared/json-object';

/** The events of EventBridge about the pipeline that are reported to somebody. */
export type PipelineEvent =
  | {
      readonly kind: 'approval-needed';
      readonly executionId: string;
      readonly stage: string;
      readonly action: string;
      /** When it began, to the second. */
      readonly at: Date;
      /** Id of the action's run. Events of 2022 had none. */
      readonly runId?: string;
    }
  | ExecutionEnded;

export interface ExecutionEnded {
  readonly kind: 'succeeded' | 'failed';
  readonly executionId: string;
  /** 1, and one more after each retry of a stage. Events of 2022 had none. */
  readonly attempt?: number;
}

/**
 * Events come in any order, late and more than once, and leave out fields that older ones did not
 * have. `undefined` for any other event, or for another pipeline.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function parseEvent(event: unknown, pipeline: string): PipelineEvent | undefined {
  const { 'detail-type': type, detail, time } = objectOf(event);
  const {
    pipeline: name,
    'execution-id': executionId,
    'pipeline-execution-attempt': attempt,
    'action-execution-id': runId,
    state,
    stage,
    action,
  } = objectOf(detail);
  const { category } = objectOf(objectOf(detail)['type']);
  if (name !== pipeline || typeof executionId !== 'string') return undefined;
  if (type === 'CodePipeline Pipeline Execution State Change') {
    if (state !== 'SUCCEEDED' && state !== 'FAILED') return undefined;
    return {
      kind: state === 'SUCCEEDED' ? 'succeeded' : 'failed',
      executionId,
      ...(typeof attempt === 'number' && { attempt }),
    };
  }
  if (type !== 'CodePipeline Action Execution State Change') return undefined;
  if (category !== 'Approval' || state !== 'STARTED') return undefined;
  if (typeof stage !== 'string' || typeof action !== 'string') return undefined;
  return {
    kind: 'approval-needed',
    executionId,
    stage,
    action,
    at: new Date(String(time)),
    ...(typeof runId === 'string' && { runId }),
  };
}

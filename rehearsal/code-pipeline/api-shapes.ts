import type {
  ActionExecutionDetail,
  ActionState,
  ExecutionTrigger,
  PipelineExecution,
  PipelineExecutionSummary,
  StageState,
} from '@aws-sdk/client-codepipeline';
import { isSource, type SourceAction } from '../plan/plan-action';
import type { ActionResult } from '../runner/execution';
import {
  actionType,
  runStatus,
  stageStatus,
  type ActionRecord,
  type ExecutionRecord,
} from './execution-record';

/** The form of the API's JSON: times are seconds since 1970. */
type Wire<T> = T extends Date
  ? number
  : T extends object
    ? { readonly [Key in keyof T]: Wire<T[Key]> }
    : T;

/** The parts of the launcher's answers (launcher/code_pipeline/history.py). It filters them, and adds nothing. */
export interface ToldExecution {
  readonly summary: Wire<PipelineExecutionSummary>;
  readonly execution: Wire<PipelineExecution>;
  /** In the order of their start. */
  readonly actions: readonly Wire<ActionExecutionDetail>[];
  /** The stages that the execution has reached. */
  readonly stages: readonly Wire<StageState>[];
}

/** Longest message of an error, and longest summary. */
const LONGEST = 2000;

export function toldExecution(record: ExecutionRecord): ToldExecution {
  const common = {
    pipelineExecutionId: record.id,
    status: record.status,
    trigger: triggerOf(record),
    executionMode: record.plan.executionMode,
    executionType: 'STANDARD',
  } as const;
  const revisions = revisionsOf(record);
  return {
    summary: {
      ...common,
      startTime: seconds(record.startedAt),
      lastUpdateTime: seconds(record.changedAt),
      sourceRevisions: revisions.map(({ run, ...revision }) => ({
        actionName: run.action.name,
        ...revision,
      })),
    },
    execution: {
      ...common,
      pipelineName: record.plan.pipeline,
      pipelineVersion: record.plan.version,
      artifactRevisions: revisions.map(({ run, ...revision }) => ({
        name: run.action.outputs[0],
        ...revision,
        created: seconds(run.changedAt),
      })),
      variables: [],
    },
    actions: record.runs.map((run) => toldAction(run, record)),
    stages: record.plan.stages.flatMap(({ name }) => {
      const status = stageStatus(record, name);
      if (status === undefined) return [];
      const runs = record.runs.filter(({ action }) => action.stage === name);
      const latestExecution = { pipelineExecutionId: record.id, status };
      return [{ stageName: name, latestExecution, actionStates: runs.map(toldState) }];
    }),
  };
}

function toldAction(run: ActionRecord, record: ExecutionRecord): Wire<ActionExecutionDetail> {
  const { action, result } = run;
  return {
    pipelineExecutionId: record.id,
    actionExecutionId: run.id,
    pipelineVersion: record.plan.version,
    stageName: action.stage,
    actionName: action.name,
    startTime: seconds(run.startedAt),
    lastUpdateTime: seconds(run.changedAt),
    status: runStatus(run),
    input: {
      actionTypeId: actionType(action),
      configuration: run.configuration,
      resolvedConfiguration: run.resolved,
      ...(action.roleArn !== undefined && { roleArn: action.roleArn }),
      region: action.region,
      inputArtifacts: run.inputs,
      ...(action.namespace !== undefined && { namespace: action.namespace }),
    },
    ...(result && {
      output: {
        outputArtifacts: run.outputs,
        executionResult: resultOf(run, result),
        outputVariables: result.status === 'succeeded' ? (result.variables ?? {}) : {},
      },
    }),
  };
}

/** The result of an action, for the API and for events. Both show the text of a failure. */
export function resultOf({ action }: ActionRecord, result: ActionResult) {
  const { id, url } = result.external ?? {};
  const failed = result.status !== 'succeeded';
  const text = failed ? failure(action.provider, result.error) : result.external?.summary;
  const summary = text?.slice(0, LONGEST);
  return {
    ...(id !== undefined && { externalExecutionId: id }),
    ...(url !== undefined && { externalExecutionUrl: url }),
    ...(summary !== undefined && { externalExecutionSummary: summary }),
    ...(failed && { errorDetails: { code: 'JobFailed', message: summary } }),
  };
}

/** CodePipeline says no more about a build. Its log does. */
function failure(provider: string, error: string): string {
  return provider === 'CodeBuild' ? 'Build terminated with state: FAILED' : error;
}

function toldState(run: ActionRecord): Wire<ActionState> {
  const { action, result } = run;
  const { externalExecutionSummary: summary, ...outcome } = result ? resultOf(run, result) : {};
  return {
    actionName: action.name,
    latestExecution: {
      actionExecutionId: run.id,
      status: runStatus(run),
      lastStatusChange: seconds(run.changedAt),
      ...outcome,
      ...(summary !== undefined && { summary }),
      ...(action.provider === 'Manual' && !result && { token: run.id }),
    },
  };
}

function revisionsOf({ runs }: ExecutionRecord) {
  return runs.flatMap((run) => {
    const { id, summary, url } = run.result?.external ?? {};
    if (!isSource(run.action) || id === undefined) return [];
    return [{ run, revisionId: id, revisionSummary: summary, revisionUrl: url }];
  });
}

/** The trigger: the creation of the pipeline, a push, or the pipeline's update of itself. */
export function triggerOf({ plan, trigger }: ExecutionRecord): Required<ExecutionTrigger> {
  const { account } = plan;
  switch (trigger) {
    case 'start':
      return { triggerType: 'CreatePipeline', triggerDetail: `arn:aws:iam::${account}:root` };
    case 'restart':
      return {
        triggerType: 'StartPipelineExecution',
        triggerDetail: `arn:aws:sts::${account}:assumed-role/cdk/AWSCloudFormation`,
      };
    case 'push':
      return pushOf(plan.sources.find(({ name }) => name === plan.primarySource));
  }
}

/** Who starts an execution after a push: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html */
function pushOf(source: SourceAction | undefined): Required<ExecutionTrigger> {
  const triggerDetail = source?.name ?? '';
  switch (source?.provider) {
    case 'CodeCommit':
    case 'S3':
      return { triggerType: 'CloudWatchEvent', triggerDetail };
    case 'GitHub':
      return { triggerType: 'Webhook', triggerDetail };
    default:
      return { triggerType: 'WebhookV2', triggerDetail };
  }
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}

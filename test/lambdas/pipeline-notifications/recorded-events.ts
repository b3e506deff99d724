import type { ActionExecution } from '../../../lambdas/pipeline-notifications/core/history';
import { after, START } from './samples';

/**
 * The events of an execution with the fields that were recorded on AWS, the values being ours:
 * https://github.com/quicken/aws-meerkat/tree/main/__tests__/sample/pipeline (2022); `start-time`,
 * `pipeline-execution-attempt` and `action-execution-id` are in recordings since 2023.
 */
export interface RecordedEvent {
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** Of an execution that was recorded. */
export interface RecordedExecution {
  readonly id: string;
  readonly runs: readonly ActionExecution[];
  readonly ends: 'SUCCEEDED' | 'FAILED';
  readonly attempt?: number;
}

const ARTIFACT = { name: 'Source', s3location: { bucket: 'artifacts', key: 'waypost/Source/1' } };

/** What came, by the time that it tells. */
export function recordedEvents(execution: RecordedExecution): RecordedEvent[] {
  const { id, runs, ends, attempt = 1 } = execution;
  const said = (type: string, at: Date, detail: object, begun = START): RecordedEvent => ({
    version: '0',
    id: `${type} ${JSON.stringify(detail)}`,
    'detail-type': `CodePipeline ${type} Execution State Change`,
    source: 'aws.codepipeline',
    account: '111111111111',
    // To the second.
    time: at.toISOString().replace(/\.\d+/, ''),
    region: 'eu-west-1',
    resources: ['arn:aws:codepipeline:eu-west-1:111111111111:waypost'],
    detail: {
      pipeline: 'waypost',
      'execution-id': id,
      'start-time': begun.toISOString(),
      ...detail,
      version: 16,
      'pipeline-execution-attempt': attempt,
    },
  });
  const last = latest(runs);
  const trigger = { 'trigger-type': 'Webhook', 'trigger-detail': 'arn:aws:codeconnections:::c' };
  const commit = { 'provider-type': 'GitHub', 'branch-name': 'main', 'commit-id': 'c0ffee' };
  const began = attempt === 1 ? { state: 'STARTED', 'execution-trigger': trigger } : RESUMED;
  return [
    said('Pipeline', START, began),
    ...runs.flatMap((run) => [
      said('Action', run.startedAt, actionDetail(run, 'STARTED'), run.startedAt),
      said('Action', run.endedAt, actionDetail(run, endOf(run)), run.startedAt),
    ]),
    ...stagesOf(runs).flatMap(({ stage, own }) => [
      said('Stage', own[0]?.startedAt ?? START, { stage, state: 'STARTED' }),
      said('Stage', latest(own), { stage, state: own.some(failed) ? 'FAILED' : 'SUCCEEDED' }),
    ]),
    said('Pipeline', last, { state: ends, 'execution-trigger': commit }),
  ].toSorted((a, b) => a.time.localeCompare(b.time));
}

const RESUMED = { state: 'RESUMED', 'last-retry-attempt-time': START.toISOString() };

function actionDetail(run: ActionExecution, state: string) {
  const { id, stage, action, category, provider, url, message } = run;
  const result = {
    ...(url !== undefined && { 'external-execution-url': url }),
    ...(message !== undefined && { 'external-execution-summary': message }),
    'external-execution-id': `${action}:1`,
    ...(state === 'FAILED' && { 'error-code': 'JobFailed' }),
  };
  return {
    stage,
    action,
    'action-execution-id': id,
    ...(state === 'STARTED' && category !== 'Source' && { 'input-artifacts': [ARTIFACT] }),
    ...(state === 'SUCCEEDED' && category === 'Source' && { 'output-artifacts': [ARTIFACT] }),
    ...(state !== 'STARTED' && { 'execution-result': result }),
    state,
    region: 'eu-west-1',
    type: { owner: 'AWS', provider, category, version: '1' },
  };
}

/** As they were in 2022. */
export function withoutLaterFields(event: RecordedEvent): RecordedEvent {
  const later = ['start-time', 'pipeline-execution-attempt', 'action-execution-id'];
  const detail = Object.entries(event.detail).filter(([name]) => !later.includes(name));
  return { ...event, detail: Object.fromEntries(detail) };
}

/** Without everything that a kind of event had only at times. */
export function withoutWhatIsSometimesThere(event: RecordedEvent): RecordedEvent {
  const sometimes = [
    'execution-trigger',
    'input-artifacts',
    'output-artifacts',
    'execution-result',
  ];
  const early = withoutLaterFields(event);
  const detail = Object.entries(early.detail).filter(([name]) => !sometimes.includes(name));
  return { ...early, detail: Object.fromEntries(detail) };
}

function stagesOf(runs: readonly ActionExecution[]) {
  const names = [...new Set(runs.map(({ stage }) => stage))];
  return names.map((stage) => ({ stage, own: runs.filter((run) => run.stage === stage) }));
}

function endOf(run: ActionExecution): string {
  return failed(run) ? 'FAILED' : 'SUCCEEDED';
}

function failed({ status }: ActionExecution): boolean {
  return status === 'Failed';
}

function latest(runs: readonly ActionExecution[]): Date {
  return new Date(Math.max(after(0).getTime(), ...runs.map(({ endedAt }) => endedAt.getTime())));
}

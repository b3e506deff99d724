import { jsonLogger } from '../../../lambdas/shared/logger';
import type { Metrics } from '../../../lambdas/shared/metrics';
import type { DeliveryMetric } from '../../../lambdas/pipeline-notifications/contract';
import type {
  ActionExecution,
  PipelineExecution,
} from '../../../lambdas/pipeline-notifications/core/history';
import { consoleLinks } from '../../../lambdas/pipeline-notifications/core/mail/links';
import type { NotificationSettings } from '../../../lambdas/pipeline-notifications/core/report';
import { notificationHandler } from '../../../lambdas/pipeline-notifications/notification-handler';
import type {
  NotificationClaims,
  Notification,
} from '../../../lambdas/pipeline-notifications/ports';
import type { ReleaseRecord } from '../../../lambdas/release-check/contract';
import { after } from './samples';

export const SETTINGS: NotificationSettings = {
  pipeline: 'waypost',
  lastEnvironment: 'prod',
  minutesOf: () => 60,
  links: consoleLinks({ region: 'eu-west-1', pipeline: 'waypost', bucket: 'artifacts' }),
};

/** A pipeline's past, a topic and all else that the function works with. */
export class World {
  readonly executions: PipelineExecution[] = [];
  readonly runs = new Map<string, ActionExecution[]>();
  /** Stage/execution -> summary. */
  readonly summaries = new Map<string, string>();
  readonly logs = new Map<string, string[]>();
  readonly told: Notification[] = [];
  readonly measured: string[] = [];
  readonly lines: Record<string, unknown>[] = [];
  readonly claims = new FakeClaims();
  /** Calls of the topic that fail before it works. */
  failures = 0;
  /** What cannot be read. */
  broken: 'logs' | 'records' | undefined;

  private readonly metrics: Metrics<DeliveryMetric> = {
    count: (name) => this.measured.push(name),
    milliseconds: (name, value) => this.measured.push(`${name} ${value / 60_000} min`),
  };

  readonly handler = notificationHandler(
    {
      history: {
        executions: () => Promise.resolve(this.executions),
        runs: (id) => Promise.resolve(this.runs.get(id) ?? []),
      },
      logs: {
        tail: (id) =>
          this.broken === 'logs'
            ? Promise.reject(new Error('denied'))
            : Promise.resolve(this.logs.get(id) ?? []),
      },
      records: {
        read: (environment, id) => {
          if (this.broken === 'records') return Promise.reject(new Error('denied'));
          const summary = this.summaries.get(`${environment}/${id}`);
          return Promise.resolve(
            summary === undefined ? undefined : ({ summary } as ReleaseRecord),
          );
        },
      },
      claims: this.claims,
      publisher: {
        publish: (notification) => {
          this.failures -= 1;
          if (this.failures >= 0) return Promise.reject(new Error('no topic'));
          this.told.push(notification);
          return Promise.resolve();
        },
      },
      metrics: this.metrics,
      log: jsonLogger((line) => this.lines.push(JSON.parse(line) as Record<string, unknown>)),
    },
    SETTINGS,
  );

  /** Adds an execution, the latest one. */
  happens(id: string, status: string, runs: ActionExecution[]): this {
    const startedAt = runs[0]?.startedAt ?? new Date(0);
    const commitId = runs[0]?.variables['CommitId'];
    this.executions.unshift({ id, status, startedAt, ...(commitId && { commitId }) });
    this.runs.set(id, runs);
    return this;
  }

  async ends(
    id: string,
    state: 'SUCCEEDED' | 'FAILED',
    request = 'request-1',
  ): Promise<Notification> {
    await this.handler(ended(id, state), { awsRequestId: request });
    return this.last();
  }

  /** At a minute that `samples.ts` counts from. */
  async waits(id: string, minute = 15, stage = 'prod'): Promise<Notification> {
    const event = approvalNeeded(id, stage, 'STARTED', after(minute).toISOString());
    await this.handler(event, { awsRequestId: 'request-1' });
    return this.last();
  }

  private last(): Notification {
    const notification = this.told.at(-1);
    if (!notification) throw new Error('nothing was told');
    return notification;
  }
}

/** As S3 keeps them. */
export class FakeClaims implements NotificationClaims {
  readonly owners = new Map<string, string>();

  claim(key: string, owner: string) {
    const found = this.owners.get(key);
    if (found === undefined) this.owners.set(key, owner);
    return Promise.resolve(found === undefined || found === owner);
  }
  settle(key: string) {
    this.owners.set(key, 'told');
    return Promise.resolve();
  }
  release(key: string) {
    this.owners.delete(key);
    return Promise.resolve();
  }
}

export function ended(executionId: string, state: string, pipeline = 'waypost') {
  return {
    source: 'aws.codepipeline',
    'detail-type': 'CodePipeline Pipeline Execution State Change',
    detail: { pipeline, 'execution-id': executionId, state, version: 3 },
  };
}

export function approvalNeeded(
  executionId: string,
  stage: string,
  state = 'STARTED',
  time = '2026-11-25T12:15:00Z',
) {
  return {
    source: 'aws.codepipeline',
    time,
    'detail-type': 'CodePipeline Action Execution State Change',
    detail: {
      pipeline: 'waypost',
      'execution-id': executionId,
      stage,
      action: 'Approve',
      state,
      type: { owner: 'AWS', provider: 'Manual', category: 'Approval', version: '1' },
    },
  };
}

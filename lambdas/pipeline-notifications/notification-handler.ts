import { errorFields, type Logger } from '../shared/logger';
import type { Metrics } from '../shared/metrics';
import { ACTION_ENDED, DELIVERY_METRICS, type DeliveryMetric } from './contract';
import type { Measurement } from './core/delivery-metrics';
import type { ActionExecution } from './core/history';
import { parseEvent } from './core/parse-event';
import type { NotificationSettings, NotificationSources, EventReport } from './core/report';
import { reportOn } from './core/report-on';
import type { NotificationClaims, Publisher } from './ports';

export interface NotificationPorts extends NotificationSources {
  readonly claims: NotificationClaims;
  readonly publisher: Publisher;
  readonly metrics: Metrics<DeliveryMetric>;
}

/** Lambda retries twice; then the event goes to the dead-letter queue. */
export class NotificationNotSent extends Error {
  readonly code = 'NOTIFICATION_NOT_SENT';
  constructor() {
    super('The event of the pipeline could not be reported; see the log line before this one');
    this.name = 'NotificationNotSent';
  }
}

/** Reports each event that matters once. Rejects with NotificationNotSent. */
export function notificationHandler(ports: NotificationPorts, settings: NotificationSettings) {
  return async (event: unknown, { awsRequestId }: { readonly awsRequestId: string }) => {
    const log = ports.log.with({ requestId: awsRequestId });
    const happened = parseEvent(event, settings.pipeline);
    if (happened === undefined) {
      log.warn('notification.unknown');
      return;
    }
    const about = log.with({ executionId: happened.executionId });
    try {
      const report = await reportOn(happened, { ...ports, log: about }, settings);
      if (report === undefined) about.info('notification.stale');
      else await tell(report, awsRequestId, ports, about);
    } catch (error) {
      about.error('notification.not-sent', { error: errorFields(error) });
      throw new NotificationNotSent();
    }
  };
}

async function tell(
  { notification, measurements, runs }: EventReport,
  owner: string,
  ports: NotificationPorts,
  log: Logger,
) {
  const { claims, publisher, metrics } = ports;
  if (!(await claims.claim(notification.key, owner))) {
    log.info('notification.duplicate');
    return;
  }
  try {
    await publisher.publish(notification);
  } catch (error) {
    await claims.release(notification.key);
    throw error;
  }
  await claims.settle(notification.key);
  for (const measurement of measurements) record(measurement, metrics);
  for (const run of runs) log.info(ACTION_ENDED, endOf(run));
  log.info('notification.sent', { type: notification.kind });
}

function record({ metric, value }: Measurement, metrics: Metrics<DeliveryMetric>) {
  if (metric === DELIVERY_METRICS.leadTime || metric === DELIVERY_METRICS.timeToRestore) {
    metrics.milliseconds(metric, value);
  } else metrics.count(metric);
}

function endOf({ stage, action, status, startedAt, endedAt }: ActionExecution) {
  return {
    stage,
    action,
    outcome: status,
    seconds: (endedAt.getTime() - startedAt.getTime()) / 1000,
  };
}

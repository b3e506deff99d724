import { errorFields, type Logger } from '../shared/logger';
import type { Metrics } from '../shared/metrics';
import { ACTION_ENDED, DELIVERY_METRICS, type DeliveryMetric } from './contract';
import type { Measurement } from './core/delivery-metrics';
import type { ActionExecution } from './core/history';
import { parseEvent } from './core/parse-event';
import type { NewsSettings, NewsSources, Report } from './core/report';
import { reportOn } from './core/report-on';
import type { Claims, Publisher } from './ports';

export interface NewsPorts extends NewsSources {
  readonly claims: Claims;
  readonly publisher: Publisher;
  readonly metrics: Metrics<DeliveryMetric>;
}

/** Lambda retries twice; then the event goes to the dead-letter queue. */
export class NewsNotTold extends Error {
  readonly code = 'NEWS_NOT_TOLD';
  constructor() {
    super('The event of the pipeline could not be reported; see the log line before this one');
    this.name = 'NewsNotTold';
  }
}

/** Reports each event that matters once. Rejects with NewsNotTold. */
export function newsHandler(ports: NewsPorts, settings: NewsSettings) {
  return async (event: unknown, { awsRequestId }: { readonly awsRequestId: string }) => {
    const log = ports.log.with({ requestId: awsRequestId });
    const happened = parseEvent(event, settings.pipeline);
    if (happened === undefined) {
      log.warn('news.unknown');
      return;
    }
    const about = log.with({ executionId: happened.executionId });
    try {
      const report = await reportOn(happened, { ...ports, log: about }, settings);
      if (report === undefined) about.info('news.stale');
      else await tell(report, awsRequestId, ports, about);
    } catch (error) {
      about.error('news.failed', { error: errorFields(error) });
      throw new NewsNotTold();
    }
  };
}

async function tell(
  { news, measurements, runs }: Report,
  owner: string,
  ports: NewsPorts,
  log: Logger,
) {
  const { claims, publisher, metrics } = ports;
  if (!(await claims.claim(news.key, owner))) {
    log.info('news.duplicate');
    return;
  }
  try {
    await publisher.publish(news);
  } catch (error) {
    await claims.release(news.key);
    throw error;
  }
  await claims.settle(news.key);
  for (const measurement of measurements) record(measurement, metrics);
  for (const run of runs) log.info(ACTION_ENDED, endOf(run));
  log.info(`news.${news.kind}`);
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

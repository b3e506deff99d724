import type { Logger } from '../shared/logger';
import type { Gauge } from '../shared/metrics';
import { DRIFT_METRIC } from './contract';
import type { DriftReport } from './detect-drift';

/** A line for each resource that drifted and each stack that is not known, and the count for the alarm. */
export function tellDrift({ drifted, unknown }: DriftReport, logger: Logger, gauge: Gauge): void {
  for (const { stackName, region, logicalId, type, change, properties } of drifted) {
    logger.warn('drifted', { stackName, region, logicalId, type, change, properties });
  }
  for (const { stackName, region, reason } of unknown) {
    logger.warn('not_checked', { stackName, region, reason });
  }
  gauge(DRIFT_METRIC, drifted.length);
}

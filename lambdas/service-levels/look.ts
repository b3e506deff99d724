import type { Logger } from '../shared/logger';
import type { Gauge } from '../shared/metrics';
import { LOOK_BACK_MS } from './burn-rate';
import { LEVEL_METRICS, type LevelMetric } from './contract';
import { assess, binOf } from './levels';
import type { LevelPorts } from './ports';

/**
 * One look at the service levels: probes the form, reads what happened, and says how fast the budgets
 * burn. The heartbeat comes last: it says that all of it could be done. Rejects with what failed.
 */
export async function look(ports: LevelPorts, log: Logger, gauge: Gauge<LevelMetric>) {
  const reason = await ports.probe();
  if (reason !== undefined) {
    log.error('probe.failed', { reason });
    gauge(LEVEL_METRICS.probeFailed, 1);
  }
  const now = ports.now();
  const from = new Date(binOf(now.getTime() - LOOK_BACK_MS));
  const burns = assess(await ports.read(from, now), reason !== undefined, now.getTime());
  const say = (metric: LevelMetric, burn: number) => {
    if (burn > 0) gauge(metric, Math.round(burn * 100) / 100);
  };
  say(LEVEL_METRICS.mailBurn, burns.mail);
  say(LEVEL_METRICS.formBurn, burns.form);
  say(LEVEL_METRICS.slowBurn, burns.slow);
  gauge(LEVEL_METRICS.heartbeat, 1);
}

import type { Config } from '../../../lib/config/config';
import { environmentNames } from '../../../lib/naming';
import { openEnvironment } from '../terminal/open-environment';
import type { DrillPorts } from './ports';
import { restoreBeside } from './restore';

export interface DrillFlags {
  readonly confirmed: boolean;
  readonly json: boolean;
  readonly rehearsal: boolean;
}

/**
 * Tries whether the submissions of an environment can be restored.
 * @throws CommandError of `openEnvironment` and of `restoreBeside`
 */
export async function drillRestore(
  config: Config,
  name: string,
  { confirmed, json, rehearsal }: DrillFlags,
  ports: DrillPorts,
): Promise<void> {
  const { cloud, desk, label, environment } = await openEnvironment(config, name, rehearsal, ports);
  const { restoreDrillPrefix: prefix } = environmentNames(config.project, environment.name).backup;
  await restoreBeside({ label, environment, prefix, confirmed, json }, cloud, desk, ports.process);
}

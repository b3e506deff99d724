import type { Config, EnvironmentConfig } from '../../../../lib/config/config';
import { show } from '../../../../lib/config/config-error';
import { configWarnings } from '../../../../lib/config/warnings';
import { type Finding, toDo } from '../finding';

/** The warnings of synth, for each environment. */
export function checkConfiguration(environment: EnvironmentConfig, config: Config): Finding[] {
  const path = `environments[${config.environments.indexOf(environment)}].`;
  return configWarnings(config)
    .filter((warning) => warning.path.startsWith(path))
    .map(({ path: where, found, expected, fix }) =>
      toDo(
        `waypost.config.ts, ${where}: ${show(found)} is accepted, but better is ${expected}`,
        `${fix}.`,
      ),
    );
}

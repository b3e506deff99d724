import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { production } from '../../../lib/config/environment/production';
import { environmentNamed } from '../terminal/environment-named';
import { compare, type CompareOptions } from './compare/compare';
import { importZone } from './import/import-zone';
import type { DnsPorts } from './ports';

/** @param name the environment that has the zone. Unset: the last one. */
export async function importFile(
  config: Config,
  name: string | undefined,
  file: string,
  ports: DnsPorts,
): Promise<void> {
  await importZone(config, chosen(config, name), file, ports);
}

/** @param name the environment that has the zone. Unset: the last one. */
export async function compareZone(
  config: Config,
  name: string | undefined,
  options: Omit<CompareOptions, 'environment'>,
  ports: DnsPorts,
): Promise<void> {
  await compare(config, { ...options, environment: chosen(config, name) }, ports);
}

/** @throws CommandError UNKNOWN_ENVIRONMENT */
function chosen(config: Config, name: string | undefined): EnvironmentConfig {
  return name === undefined ? production(config.environments) : environmentNamed(config, name);
}

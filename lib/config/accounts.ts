import type { AccountConfig, Config } from './config';
import { environmentRegions, toolsRegions } from './regions';

/** An account of the configuration, as `waypost bootstrap` knows it. */
export interface Account extends AccountConfig {
  /** `tools`, or the name of its environment. */
  readonly name: string;
  /** Where stacks live, its own region first. */
  readonly regions: readonly string[];
  /** Account whose pipeline deploys here. */
  readonly trusted?: string;
}

export function accountsOf(config: Config): Account[] {
  const { tools, environments } = config;
  return [
    { ...tools, name: 'tools', regions: toolsRegions(config) },
    ...environments.map((environment) => ({
      name: environment.name,
      account: environment.account,
      region: environment.region,
      permissionsBoundary: environment.permissionsBoundary,
      regions: environmentRegions(environment),
      trusted: tools.account,
    })),
  ];
}

import type { Config, EnvironmentConfig } from './config';
import { environmentStacks } from './environment/environment-stacks';

/** Regions in which stacks of the environment live, its own first; each is bootstrapped. */
export function environmentRegions(environment: EnvironmentConfig): string[] {
  return unique([environment.region, ...Object.values(environmentStacks(environment))]);
}

/**
 * Regions in which the pipeline acts, its own first. CodePipeline keeps a copy of the artifacts, in
 * the tools account, in each region that it deploys to.
 */
export function toolsRegions({ tools, environments }: Config): string[] {
  return unique([tools.region, ...environments.flatMap(environmentRegions)]);
}

function unique(regions: readonly string[]): string[] {
  return [...new Set(regions)];
}

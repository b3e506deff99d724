import { GLOBAL_REGION } from '../constants';
import type { Config, EnvironmentConfig } from './config';

/** Regions in which stacks of the environment live; each is bootstrapped. */
export function environmentRegions({ region, backup }: EnvironmentConfig): string[] {
  return unique([region, GLOBAL_REGION, ...(backup?.copyTo ? [backup.copyTo] : [])]);
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

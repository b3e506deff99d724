import { accountsOf } from '../../../../lib/config/accounts';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Config, EnvironmentConfig } from '../../../../lib/config/config';
import { loadConfig } from '../../../../lib/config/load-config';
import { environmentRegions } from '../../../../lib/config/regions';
import { environmentNames, environmentPrefix, pipelineNames } from '../../../../lib/naming';
import type {
  RehearsedApp,
  AppEnvironment,
  AppSource,
  PreparationStep,
} from '../../../../rehearsal/app';
import { nodeModules } from '../../../../rehearsal/paths';
import { rehearsedSubmissions } from '../../submissions/adapters/rehearsed-submissions';
import { contactPages } from './contact-pages';
import { deliveredAddresses } from './delivered-addresses';
import { stacksLeftBehind } from './left-behind';
import { noticeOfUpdate } from './notice-of-update';
import { realEnvironments } from './real-environments';
import { waypostGrants } from './release-grants/release-grants';

/** Files that change the result of `waypost bootstrap`. */
const BOOTSTRAP_SOURCES = [
  'bin',
  'lib',
  'stages',
  'package-lock.json',
  'waypost.bootstrap.json',
  'waypost.config.ts',
];

/** A repository made from Waypost. */
export const waypostSource: AppSource = {
  packages: new Map([['', nodeModules]]),
  open: (folder) => Promise.resolve(rehearsedWaypost(loadConfig(folder))),
  // The commit's own code reads its configuration: later code may expect other fields.
  openEarlier: (folder) => {
    const loader = createRequire(__filename)(join(folder, 'lib', 'config', 'load-config')) as {
      readonly loadConfig: typeof loadConfig;
    };
    return Promise.resolve(rehearsedWaypost(loader.loadConfig(folder)));
  },
};

/** What the rehearsal knows of Waypost. */
export function rehearsedWaypost(config: Config): RehearsedApp {
  const { project, tools, environments, source } = config;
  return {
    branch: source.branch,
    pipeline: { ...tools, stack: pipelineNames(project).stack },
    directory: '',
    bootstraps: accountsOf(config).map((one) => waypost(['bootstrap', one.name], one)),
    bootstrapSources: BOOTSTRAP_SOURCES,
    deployment: waypost(['deploy'], tools),
    environments: environments.map((one) => environmentOf(project, one)),
    links: deliveredAddresses,
    leftBehind: (resources, plan, cloud) => stacksLeftBehind(resources, plan, project, cloud),
    noticeOfUpdate,
    openEnvironment: realEnvironments(config),
    submissions: async (endpoint) => {
      const all = environments.map((one) => rehearsedSubmissions(project, one, endpoint));
      return (await Promise.all(all)).flat();
    },
    pages: (cloud) => contactPages(config, cloud),
    releaseGrants: waypostGrants(config),
  };
}

function waypost(
  args: readonly string[],
  { account, region }: { readonly account: string; readonly region: string },
): PreparationStep {
  return { name: `waypost ${args.join(' ')}`, args: ['waypost', ...args], account, region };
}

function environmentOf(project: Config['project'], environment: EnvironmentConfig): AppEnvironment {
  const { name, account, region } = environment;
  const prefix = environmentPrefix(project, name);
  return {
    ...{ name, account, region },
    stacks: Object.values(environmentNames(project, name).stacks).flatMap((stack) =>
      environmentRegions(environment).map((region) => ({ stack, region })),
    ),
    owns: (one) => one.account === account && one.stack.startsWith(`${prefix}-`),
  };
}

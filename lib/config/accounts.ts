import type { AccountConfig, Config } from './config';
import { accountNames } from '../naming';
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

/** Each account once: with `oneAccount` there is only `tools`, which holds everything. */
export function accountsOf(config: Config): Account[] {
  const parts = accountPartsOf(config);
  // Its regions are those of all the others, too.
  return config.oneAccount ? parts.slice(0, 1) : parts;
}

/** The pipeline's part of an account and each environment's, also where they share one. */
export function accountPartsOf(config: Config): Account[] {
  const { tools, environments, oneAccount } = config;
  return [
    { ...tools, name: 'tools', regions: toolsRegions(config) },
    ...environments.map((environment) => ({
      name: environment.name,
      account: environment.account,
      region: environment.region,
      permissionsBoundary: environment.permissionsBoundary,
      regions: environmentRegions(environment),
      ...(!oneAccount && { trusted: tools.account }),
    })),
  ];
}

/** The parts that an account holds: its own, or with `oneAccount` all of them, `tools` first. */
export function partsIn(config: Config, { account }: Pick<Account, 'account'>): Account[] {
  return accountPartsOf(config).filter((part) => part.account === account);
}

/** Stack that `waypost bootstrap` deploys for a part of an account. */
export function bootstrapStackOf({ project, oneAccount }: Config, name: string): string {
  const { bootstrapStack, readerStack } = accountNames(project);
  return oneAccount && name !== 'tools' ? readerStack(name) : bootstrapStack;
}

import type { AccountAndRegion, Config, EnvironmentConfig } from '../../../lib/config/config';
import { type EnvironmentNames, environmentNames } from '../../../lib/naming';
import { environmentNamed } from './environment-named';
import { expectAccount } from './expect-account';
import type { Desk, EnvironmentLabel } from './desk';

/** The ports that commands on one environment need. */
export interface CloudPorts<Cloud> {
  /**
   * The environment's account, in AWS or in the rehearsal.
   * @throws CommandError REHEARSAL_NOT_RUNNING
   */
  readonly open: (target: AccountAndRegion, rehearsal: boolean, names: CloudNames) => Cloud;
  readonly desk: Desk;
}

export interface CloudNames extends Pick<
  EnvironmentNames,
  | 'submissionQueue'
  | 'deadLetterQueue'
  | 'webhookQueue'
  | 'webhookDeadLetterQueue'
  | 'webhooksFunction'
  | 'webhookParameters'
> {
  readonly storageStack: string;
  readonly contactStack: string;
}

export interface EnvironmentAtHand<Cloud> {
  readonly cloud: Cloud;
  readonly desk: Desk;
  readonly label: EnvironmentLabel;
  readonly region: string;
  readonly environment: EnvironmentConfig;
}

/**
 * Finds an environment, and checks that the credentials are for its account.
 * @throws CommandError UNKNOWN_ENVIRONMENT, AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT, or why it cannot be opened
 */
export async function openEnvironment<Cloud extends { accountId(): Promise<string> }>(
  config: Config,
  name: string,
  rehearsal: boolean,
  { open, desk }: CloudPorts<Cloud>,
): Promise<EnvironmentAtHand<Cloud>> {
  const { project } = config;
  const environment = environmentNamed(config, name);
  const names = environmentNames(project, environment.name);
  const cloud = open(environment, rehearsal, {
    ...names,
    storageStack: names.stacks.storage,
    contactStack: names.stacks.contact,
  });
  await expectAccount(cloud, name, environment);
  const label = { name, words: rehearsal ? `${name} --rehearsal` : name };
  return { cloud, desk, label, region: environment.region, environment };
}

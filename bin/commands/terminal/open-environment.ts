import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import { environmentNames } from '../../../lib/naming';
import { environmentNamed } from './environment-named';
import { expectAccount } from './expect-account';
import type { CloudPorts, Desk, Place } from '../submissions/ports';

export interface OpenEnvironment<Cloud> {
  readonly cloud: Cloud;
  readonly desk: Desk;
  readonly place: Place;
  readonly region: string;
  readonly environment: EnvironmentConfig;
}

/**
 * Finds an environment, and holds that the credentials are of its account.
 * @throws CommandError UNKNOWN_ENVIRONMENT, AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT, or why it cannot be opened
 */
export async function openEnvironment<Cloud extends { accountId(): Promise<string> }>(
  config: Config,
  name: string,
  rehearsal: boolean,
  { account, rehearsal: inRehearsal, desk }: CloudPorts<Cloud>,
): Promise<OpenEnvironment<Cloud>> {
  const { project } = config;
  const environment = environmentNamed(config, name);
  const { stacks, submissionQueue, deadLetterQueue } = environmentNames(project, environment.name);
  const cloud = (rehearsal ? inRehearsal : account)(environment, {
    storageStack: stacks.storage,
    contactStack: stacks.contact,
    submissionQueue,
    deadLetterQueue,
  });
  await expectAccount(cloud, name, environment);
  const place = { name, words: rehearsal ? `${name} --rehearsal` : name };
  return { cloud, desk, place, region: environment.region, environment };
}

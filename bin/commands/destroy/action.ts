import { type Account, accountPartsOf } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { environmentNames } from '../../../lib/naming';
import { CommandError } from '../terminal/command-error';
import { choice, environmentNamed } from '../terminal/environment-named';
import { explain, isCoded } from '../terminal/explain';
import { expectAccount } from '../terminal/expect-account';
import type { Desk } from '../terminal/desk';
import type { StackAddress } from '../../../lambdas/shared/stack-address';
import { bootstrapAddresses, environmentAddresses, toolsAddresses } from './order';
import type { StackCloud, StandingStack } from './ports';
import { expectIdle, expectUnprotected, notDeleted } from './refusals';
import { confirm } from './confirm';
import { planLines, remainsLines } from './report-lines';

export { destroyLeftStack } from './left-stack';

export interface Destruction {
  readonly account: Account;
  /** The name once more, as the confirmation without a question. */
  readonly confirmed?: string | undefined;
  /** Environments whose account can no longer be asked. */
  readonly gone?: readonly string[];
  /** The arguments that the user typed, for messages. */
  readonly command: string;
}

/** @throws CommandError UNKNOWN_ACCOUNT */
export function accountToDestroy(config: Config, name: string): Account {
  const accounts = accountPartsOf(config);
  const found = accounts.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = accounts.map((one) => one.name);
  throw new CommandError(
    'UNKNOWN_ACCOUNT',
    `There is no "${name}" in waypost.config.ts. ${choice(name, known)}`,
  );
}

/** With --stack, an account may be given by id: the configuration may no longer have it. @throws CommandError UNKNOWN_ACCOUNT */
export function accountOfStack(
  config: Config,
  name: string,
  region: string,
): Pick<Account, 'name' | 'account' | 'region'> {
  if (!/^\d{12}$/.test(name)) return accountToDestroy(config, name);
  return {
    name: 'the account that you name',
    account: name as Account['account'],
    region: region as Account['region'],
  };
}

/**
 * Deletes the stacks of an environment, or the pipeline's. It passes over stacks that an earlier run deleted.
 * @throws CommandError UNKNOWN_ENVIRONMENT, STACK_BUSY, STACKS_PROTECTED, ENVIRONMENTS_STAND,
 *   ENVIRONMENT_UNSEEN, NOT_CONFIRMED, CONFIRMATION_MISSING, STACK_NOT_DELETED
 */
export async function destroy(
  config: Config,
  { account, confirmed, gone = [], command }: Destruction,
  cloud: StackCloud,
  desk: Desk,
): Promise<void> {
  for (const name of gone) environmentNamed(config, name);
  await expectAccount(cloud, account.name, account);
  const addresses = addressesOf(config, account);
  const stacks = await standing(addresses, (address) => cloud.find(address));
  if (account.name === 'tools') await expectNoEnvironments(config, gone, cloud);
  expectIdle(stacks);
  expectUnprotected(account.name, stacks);

  if (stacks.length > 0) {
    const kept = (await Promise.all(stacks.map((stack) => cloud.keeps(stack)))).flat();
    for (const line of planLines(account.name, stacks, kept)) desk.note(line);
    await confirm(account.name, confirmed, desk);
  }
  for (const stack of stacks) {
    desk.note(`Deleting ${stack.stackName} in ${stack.region} ...`);
    const faults = await cloud.remove(stack);
    if (faults.length > 0) throw notDeleted(stack, faults, command);
  }

  desk.write(`${account.name} is gone.\n`);
  const remains = {
    kept: (await Promise.all(addresses.map((address) => cloud.kept(address)))).flat(),
    logGroups: await logGroups(config, account, cloud),
    bootstrap: await standing(bootstrapAddresses(config, account), (one) => cloud.find(one)),
  };
  for (const line of remainsLines(remains)) desk.write(`${line}\n`);
  for (const line of nextSteps(config, account)) desk.write(`${line}\n`);
}

function addressesOf(config: Config, account: Account): StackAddress[] {
  const environment = config.environments.find(({ name }) => name === account.name);
  return environment === undefined
    ? toolsAddresses(config, account)
    : environmentAddresses(config, environment);
}

async function standing(
  addresses: readonly StackAddress[],
  find: (address: StackAddress) => Promise<StandingStack | undefined>,
): Promise<StandingStack[]> {
  const found = await Promise.all(addresses.map(find));
  return found.filter((stack) => stack !== undefined);
}

/** Without the pipeline, nothing could deliver to these environments, or repair them. */
async function expectNoEnvironments(
  config: Config,
  gone: readonly string[],
  cloud: StackCloud,
): Promise<void> {
  for (const environment of config.environments) {
    if (gone.includes(environment.name)) continue;
    const left = await standing(environmentAddresses(config, environment), (address) =>
      cloud.findElsewhere(environment.account, address).catch((error: unknown) => {
        throw isCoded(error, 'AWS_ACCESS_DENIED') ? unseen(environment.name, error) : error;
      }),
    );
    if (left.length === 0) continue;
    throw new CommandError(
      'ENVIRONMENTS_STAND',
      [
        `Nothing was deleted: ${environment.name} still exists, and the pipeline must be deleted last. First run ` +
          `\`npx waypost destroy ${environment.name}\` with credentials of ${environment.account}. These stacks exist:`,
        ...left.map(({ stackName, region }) => `  ${stackName} in ${region}`),
      ].join('\n'),
    );
  }
}

function unseen(name: string, cause: unknown): CommandError {
  return new CommandError(
    'ENVIRONMENT_UNSEEN',
    `Nothing was deleted: Waypost cannot see whether ${name} still exists. ${explain(cause)}\n` +
      `If you know that it no longer exists, or never existed, add --gone ${name}.`,
    { cause },
  );
}

async function logGroups(config: Config, account: Account, cloud: StackCloud): Promise<string[]> {
  const environment = config.environments.find(({ name }) => name === account.name);
  if (environment === undefined) return [];
  const patterns = environmentNames(config.project, environment.name).anyLogGroup;
  const found = account.regions.flatMap((region) =>
    patterns.map(async (pattern) => {
      const names = await cloud.logGroups(region, pattern.replace(/\*$/, ''));
      return names.map((group) => `${group} in ${region}`);
    }),
  );
  return (await Promise.all(found)).flat();
}

function nextSteps({ environments, source }: Config, { name }: Account): string[] {
  if (name === 'tools') return [];
  return environments.length === 1
    ? ['It was the last environment. Next: `npx waypost destroy tools`.']
    : [
        `Next: remove ${name} from waypost.config.ts and push to ${source.branch}. Until then, each release creates it again.`,
        "If its domain was delegated, remove the name servers from the parent zone or the registrar's settings.",
      ];
}

import { type Account, accountPartsOf, accountsOf } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { CommandError } from './command-error';

/** @throws CommandError UNKNOWN_ACCOUNT with the existing names */
export function accountNamed<Account extends { readonly name: string }>(
  name: string,
  accounts: readonly Account[],
): Account {
  const found = accounts.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new CommandError(
    'UNKNOWN_ACCOUNT',
    `There is no "${name}" in waypost.config.ts. Choose one of ${accounts.map((one) => one.name).join(', ')}.`,
  );
}

/**
 * The account that holds the pipeline or an environment. With `oneAccount`, it is always that of `tools`.
 * @throws CommandError UNKNOWN_ACCOUNT with the existing names
 */
export function accountHolding(name: string, config: Config): Account {
  const part = accountNamed(name, accountPartsOf(config));
  return accountsOf(config).find(({ account }) => account === part.account) ?? part;
}

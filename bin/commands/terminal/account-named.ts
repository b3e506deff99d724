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

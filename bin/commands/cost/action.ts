import { accountsOf } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { estimateCost } from '../../../lib/pricing/estimate';
import { PRICES } from '../../../lib/pricing/prices';
import { accountHolding } from '../terminal/account-named';
import type { CostPorts } from './ports';
import { type AccountCost, costFoot, costTable } from './table';

export interface CostOptions {
  /** Name of an account; `undefined` for all of them. */
  readonly name: string | undefined;
  readonly json: boolean;
}

/** Prints the cost of accounts. @throws CommandError UNKNOWN_ACCOUNT */
export async function cost(
  config: Config,
  { name, json }: CostOptions,
  { synthesize, print }: CostPorts,
): Promise<void> {
  const chosen = name === undefined ? accountsOf(config) : [accountHolding(name, config)];
  const stacks = await synthesize(config);
  const accounts = chosen.map(({ name, account }): AccountCost => ({
    name,
    account,
    ...estimateCost(stacks.filter((stack) => stack.account === account)),
  }));
  if (json) {
    const { date, region } = PRICES;
    print(JSON.stringify({ currency: 'USD', prices: { date, region }, accounts }, undefined, 2));
    return;
  }
  for (const account of accounts) print(costTable(account));
  print(costFoot());
}

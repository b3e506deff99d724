import type { Command } from 'commander';
import type { Config } from '../../../lib/config/config';
import { estimateCost } from '../../../lib/pricing/estimate';
import { PRICES } from '../../../lib/pricing/prices';
import { CommandError } from '../command-error';
import type { Ports } from '../ports';
import { type AccountCost, costFoot, costTable } from './table';

const HELP = `
Computed from the templates that the configuration makes now; needs no AWS account, and asks none.
Assumptions and what drives cost up: docs/cost.md.

Examples:
  npx waypost cost
  npx waypost cost prod
  npx waypost cost --json | jq '.accounts[] | {name, charged}'`;

export function addCostCommand(
  program: Command,
  loadConfig: () => Config,
  { synthesize, print }: Pick<Ports, 'synthesize' | 'print'>,
): void {
  program
    .command('cost')
    .description('what each account costs in a month, idle and in use')
    .argument('[account]', '"tools" or the name of an environment; all without')
    .option('--json', 'print it as JSON')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const config = loadConfig();
      const chosen = chooseAccounts(config, name);
      const stacks = await synthesize(config);
      const accounts = chosen.map((account): AccountCost => ({
        ...account,
        ...estimateCost(stacks.filter((stack) => stack.account === account.account)),
      }));
      if (json) {
        const { date, region } = PRICES;
        print(
          JSON.stringify({ currency: 'USD', prices: { date, region }, accounts }, undefined, 2),
        );
        return;
      }
      for (const account of accounts) print(costTable(account));
      print(costFoot());
    });
}

/** In the order of delivery, the pipeline's account first. */
function chooseAccounts({ tools, environments }: Config, name: string | undefined) {
  const all: Pick<AccountCost, 'name' | 'account'>[] = [
    { name: 'tools', account: tools.account },
    ...environments.map((one) => ({ name: one.name, account: one.account })),
  ];
  const chosen = name === undefined ? all : all.filter((one) => one.name === name);
  if (chosen.length > 0) return chosen;
  throw new CommandError(
    'UNKNOWN_ACCOUNT',
    `There is no "${name ?? ''}" in waypost.config.ts. Choose one of ${all.map((one) => one.name).join(', ')}.`,
  );
}

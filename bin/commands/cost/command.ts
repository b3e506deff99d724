import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Config } from '../../../lib/config/config';
import type { Ports } from '../ports';
import type { AccountCost } from './table';

const load = createRequire(__filename);

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
    .showHelpAfterError('(`npx waypost cost --help` has examples)')
    .argument('[account]', '"tools" or the name of an environment; all without')
    .option('--json', 'JSON on stdout, and nothing else there')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const { accountsOf } = load(
        '../../../lib/config/accounts',
      ) as typeof import('../../../lib/config/accounts.js');
      const { estimateCost } = load(
        '../../../lib/pricing/estimate',
      ) as typeof import('../../../lib/pricing/estimate.js');
      const { PRICES } = load(
        '../../../lib/pricing/prices',
      ) as typeof import('../../../lib/pricing/prices.js');
      const { accountNamed } = load(
        '../terminal/account-named',
      ) as typeof import('../terminal/account-named.js');
      const { costFoot, costTable } = load('./table') as typeof import('./table.js');
      const config = loadConfig();
      const all = accountsOf(config);
      const chosen = name === undefined ? all : [accountNamed(name, all)];
      const stacks = await synthesize(config);
      const accounts = chosen.map(({ name, account }): AccountCost => ({
        name,
        account,
        ...estimateCost(stacks.filter((stack) => stack.account === account)),
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

import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { CostPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<CostPorts> = async () => (await import('./adapters.js')).costPorts();

const HELP = `
Computes the costs from the templates of your current configuration. Needs no AWS account.
Assumptions, and what drives the cost up: docs/cost.md.

Examples:
  npx waypost cost
  npx waypost cost prod
  npx waypost cost --json | jq '.accounts[] | {name, charged}'`;

export function addCostCommand(
  program: Command,
  project: Project,
  ports: Given<CostPorts> = adapters,
): void {
  program
    .command('cost')
    .description('compute what each account costs in a month, idle and in use')
    .showHelpAfterError('(`npx waypost cost --help` has examples)')
    .argument('[account]', '"tools" or the name of an environment (default: all)')
    .option('--json', 'print JSON on stdout, and nothing else')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const config = project.config();
      await action().cost(config, { name, json: json ?? false }, await ports(project.root));
    });
}

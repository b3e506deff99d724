import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { BootstrapPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<BootstrapPorts> = async (root) =>
  (await import('./adapters.js')).bootstrapPorts(root);

const EXAMPLES = `
Limits what deployments may do in the account, then runs \`cdk bootstrap\` in each region that needs it. Run it again whenever
the templates need more: \`npm run check\` says so. Commit waypost.bootstrap.json, which it writes.

Examples:
  AWS_PROFILE=tools npx waypost bootstrap tools
  AWS_PROFILE=prod npx waypost bootstrap prod`;

/** Adds `bootstrap`: lets the pipeline deploy to an account, within bounds. */
export function addBootstrapCommand(
  program: Command,
  project: Project,
  ports: Given<BootstrapPorts> = adapters,
): void {
  program
    .command('bootstrap')
    .description('prepare an AWS account for deployments, with credentials of that account')
    .showHelpAfterError('(`npx waypost bootstrap --help` has examples)')
    .argument('<account>', '"tools" or the name of an environment')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => {
      await action().bootstrap(project.config(), name, await ports(project.root));
    });
}

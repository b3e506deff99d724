import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { BootstrapPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<BootstrapPorts> = async (root) =>
  (await import('./adapters.js')).bootstrapPorts(root);

export function addBootstrapCommand(
  program: Command,
  project: Project,
  ports: Given<BootstrapPorts> = adapters,
): void {
  program
    .command('bootstrap')
    .description('prepare an AWS account for deployments, with credentials of that account')
    .argument('<account>', '"tools" or the name of an environment')
    .action(async (name: string) => {
      await action().bootstrap(project.config(), name, await ports(project.root));
    });
}

import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { DeployPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DeployPorts> = async (root) =>
  (await import('./adapters.js')).deployPorts(root);

interface Flags {
  readonly environment?: string;
  readonly stack?: string;
  readonly exclusively?: true;
  readonly withoutApproval?: true;
  readonly yes?: true;
  readonly rehearsal?: true;
}

const HELP = `
Without options: deploys the pipeline for the first time, with credentials of the tools account.

With --environment: deploys your working tree to this environment, without the pipeline, with credentials
of the environment's account. Stacks are deployed in the order of their dependencies. --stack also deploys
the stacks that this stack depends on, unless you add --exclusively. The CDK asks before permissions
become broader.

Examples:
  npx waypost deploy
  npx waypost deploy --environment dev
  npx waypost deploy --environment dev --stack email --exclusively
  npx waypost deploy --environment prod --without-approval

Guide: docs/pipeline.md, "By hand"`;

export function addDeployCommand(
  program: Command,
  project: Project,
  ports: Given<DeployPorts> = adapters,
): void {
  const command = program
    .command('deploy')
    .description('deploy the pipeline for the first time, or an environment by hand')
    .showHelpAfterError('(`npx waypost deploy --help` has examples)')
    .option('--environment <name>', 'deploy this environment instead of the pipeline')
    .option(
      '--stack <name>',
      'deploy only this stack, such as "email", and the stacks that it depends on',
    )
    .option('--exclusively', 'leave out the stacks that it depends on')
    .option(
      '--without-approval',
      'deploy although this environment needs an approval in the pipeline',
    )
    .option('--yes', 'do not ask before permissions become broader')
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addHelpText('after', HELP)
    .action(async ({ environment, ...flags }: Flags) => {
      if (environment === undefined) {
        if (Object.keys(flags).length > 0) {
          command.error('error: these options need an environment: add --environment <name>');
        }
        await action().deploy(project.config(), await ports(project.root));
        return;
      }
      const deployment = {
        environment,
        stack: flags.stack,
        exclusively: flags.exclusively ?? false,
        withoutApproval: flags.withoutApproval ?? false,
        confirmed: flags.yes ?? false,
        rehearsal: flags.rehearsal ?? false,
      };
      const outside = await ports(project.root);
      await action().deployEnvironment(project.config(), deployment, outside);
    });
}

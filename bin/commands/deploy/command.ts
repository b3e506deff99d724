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
Without options it deploys the pipeline for the first time, with credentials of the tools account.

With --environment it deploys what is in your working tree there, past the pipeline, with credentials
of that account. Stacks go in the order of their dependencies, and one stack brings those along that
it depends on, unless you say --exclusively. The CDK asks before it broadens permissions.

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
    .option('--environment <name>', 'its name in waypost.config.ts, instead of the pipeline')
    .option('--stack <name>', 'one stack and what it depends on, such as "email"')
    .option('--exclusively', 'without the stacks that it depends on')
    .option('--without-approval', 'although the pipeline asks a person before that environment')
    .option('--yes', 'do not ask before permissions are broadened')
    .option('--rehearsal', 'in the rehearsal that is up, instead of AWS')
    .addHelpText('after', HELP)
    .action(async ({ environment, ...flags }: Flags) => {
      if (environment === undefined) {
        if (Object.keys(flags).length > 0) {
          command.error('error: these options are about an environment: say --environment <name>');
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

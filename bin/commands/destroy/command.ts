import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { removalCommand } from '../../../release/review/contract';
import type { Given, Project } from '../project';
import type { DestroyPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DestroyPorts> = async (root) =>
  (await import('./adapters.js')).destroyPorts(root);

interface Flags {
  readonly yes?: string;
  readonly gone?: string[];
  readonly stack?: string;
  readonly region?: string;
  readonly rehearsal?: true;
}

const HELP = `
Deletes every stack, with credentials of that account. A stack is deleted before the stacks that it
depends on. The command asks you to type the name. It refuses to delete protected stacks, and says how to
remove the protection. At the end it lists what remains, and what that costs. If something prevents the
deletion of a stack, fix it and run the command again. "tools" is the pipeline: delete it last.

With --stack it deletes one stack that no release delivers any more, as \`npx waypost diff\` and the pipeline
name it. It switches the stack's termination protection off, and refuses a stack that your working tree still
delivers: check out the released commit first. For an account that is no longer in waypost.config.ts, write the
account's id.

Examples:
  npx waypost destroy dev
  npx waypost destroy dev --yes dev
  npx waypost destroy tools
  npx waypost destroy tools --gone dev
  npx waypost destroy prod --stack waypost-prod-backup-copy --region eu-central-1

Guide: docs/runbook.md, "Taking an environment down"`;

export function addDestroyCommand(
  program: Command,
  project: Project,
  ports: Given<DestroyPorts> = adapters,
): void {
  const destruction = program
    .command('destroy')
    .description('delete an environment, or the pipeline')
    .showHelpAfterError('(`npx waypost destroy --help` has examples)')
    .argument('<account>', '"tools" or the name of an environment')
    .option('--stack <stack>', 'delete only this stack, which no release delivers any more')
    .option('--region <region>', 'with --stack: the region of the stack')
    .option('--yes <name>', 'confirm with the name, instead of typing it when asked')
    .option(
      '--gone <environments...>',
      'with "tools": these environments no longer exist, and cannot be asked',
    )
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addHelpText('after', HELP)
    .action(async (name: string, { yes, gone, stack, region, ...flags }: Flags) => {
      if (gone && name !== 'tools') destruction.error('error: --gone works only with "tools"');
      if (gone && stack !== undefined)
        destruction.error('error: --gone does not work with --stack');
      if ((stack === undefined) !== (region === undefined)) {
        destruction.error('error: --stack and --region belong together');
      }
      const config = project.config();
      const { open, assemble, desk } = await ports(project.root);
      const rehearsal = flags.rehearsal ?? false;
      const suffix = rehearsal ? ' --rehearsal' : '';
      if (stack !== undefined && region !== undefined) {
        const { accountOfStack, destroyLeftStack } = action();
        const address = { stackName: stack, region };
        const account = accountOfStack(config, name, region);
        const command = `${removalCommand(name, address)}${suffix}`;
        const left = { account, address, confirmed: yes, command };
        await destroyLeftStack(config, left, open(account, rehearsal), { assemble, desk });
        return;
      }
      const { accountToDestroy, destroy } = action();
      const account = accountToDestroy(config, name);
      const command = `npx waypost destroy ${name}${suffix}`;
      await destroy(
        config,
        { account, confirmed: yes, command, ...(gone && { gone }) },
        open(account, rehearsal),
        desk,
      );
    });
}

import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { DestroyPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DestroyPorts> = async (root) =>
  (await import('./adapters.js')).destroyPorts(root);

interface Flags {
  readonly yes?: string;
  readonly gone?: string[];
  readonly rehearsal?: true;
}

const HELP = `
Deletes every stack, with credentials of that account. A stack is deleted before the stacks that it
depends on. The command asks you to type the name. It refuses to delete protected stacks, and says how to
remove the protection. At the end it lists what remains, and what that costs. If something prevents the
deletion of a stack, fix it and run the command again. "tools" is the pipeline: delete it last.

Examples:
  npx waypost destroy dev
  npx waypost destroy dev --yes dev
  npx waypost destroy tools
  npx waypost destroy tools --gone dev

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
    .option('--yes <name>', 'confirm with the name, instead of typing it when asked')
    .option(
      '--gone <environments...>',
      'with "tools": these environments no longer exist, and cannot be asked',
    )
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addHelpText('after', HELP)
    .action(async (name: string, { yes, gone, rehearsal }: Flags) => {
      if (gone && name !== 'tools') destruction.error('error: --gone works only with "tools"');
      const { accountToDestroy, destroy } = action();
      const config = project.config();
      const account = accountToDestroy(config, name);
      const { open, desk } = await ports(project.root);
      const cloud = open(account, rehearsal ?? false);
      const command = `npx waypost destroy ${name}${rehearsal ? ' --rehearsal' : ''}`;
      await destroy(
        config,
        { account, confirmed: yes, command, ...(gone && { gone }) },
        cloud,
        desk,
      );
    });
}

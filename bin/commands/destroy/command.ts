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
Deletes every stack, what depends on others first, with credentials of that account. It asks for the
name to be typed, refuses what is protected and says how to lift that, and lists what remains and what
it costs. When something keeps a stack from going, mend it and run the command again. "tools" is the
pipeline, which goes last.

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
    .description('take an environment down, or the pipeline')
    .showHelpAfterError('(`npx waypost destroy --help` has examples)')
    .argument('<account>', '"tools" or the name of an environment')
    .option('--yes <name>', 'the name once more, instead of being asked for it')
    .option('--gone <environments...>', 'of "tools": these are gone, and cannot be asked')
    .option('--rehearsal', 'in the rehearsal that is up, instead of AWS')
    .addHelpText('after', HELP)
    .action(async (name: string, { yes, gone, rehearsal }: Flags) => {
      if (gone && name !== 'tools') destruction.error('error: --gone goes with "tools" alone');
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

import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Given, Project } from '../project';
import type { DrillPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DrillPorts> = async (root) =>
  (await import('./adapters.js')).drillPorts(root);

interface Flags {
  readonly json?: true;
  readonly rehearsal?: true;
  readonly yes?: true;
}

const EXAMPLES = `
Restores the latest point in time. Where point-in-time recovery is off, makes a backup and restores it.
Never changes the submissions table. Deletes the second table also after Ctrl-C.
Exit code: 0 the tables are the same, 1 they differ or something failed.

Examples:
  npx waypost drill restore prod
  npx waypost drill restore prod --yes --json
  npx waypost drill restore prod --rehearsal

Guide: docs/disaster-recovery.md`;

/** Adds `drill`: practises what must work on the day of a loss. */
export function addDrillCommand(
  program: Command,
  project: Project,
  ports: Given<DrillPorts> = adapters,
): void {
  const drill = program
    .command('drill')
    .description('practise the recovery of lost data')
    .showHelpAfterError('(`npx waypost drill --help` lists the commands)');

  drill
    .command('restore')
    .description('restore the submissions to a second table, compare both, and delete it again')
    .showHelpAfterError('(`npx waypost drill restore --help` has examples)')
    .argument('<environment>', 'name of an environment in waypost.config.ts')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON on stdout, and nothing else')
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, { yes, json, rehearsal }: Flags) => {
      const options = {
        confirmed: yes ?? false,
        json: json ?? false,
        rehearsal: rehearsal ?? false,
      };
      await action().drillRestore(project.config(), name, options, await ports(project.root));
    });
}

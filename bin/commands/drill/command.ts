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
Restores to the latest point in time, or from a backup that it makes where recovery is off. Never
changes the submissions table. Ends with 1 when what was restored differs. Ctrl-C cleans up, too.

Examples:
  npx waypost drill restore prod
  npx waypost drill restore prod --yes --json
  npx waypost drill restore prod --rehearsal

Guide: docs/disaster-recovery.md`;

/** Adds `drill`: what has to work on the day on which something is lost. */
export function addDrillCommand(
  program: Command,
  project: Project,
  ports: Given<DrillPorts> = adapters,
): void {
  const drill = program
    .command('drill')
    .description('try out what has to work when something is lost')
    .showHelpAfterError('(`npx waypost drill --help` shows what there is)');

  drill
    .command('restore')
    .description('restore the submissions to a table of its own, compare, and delete it again')
    .showHelpAfterError('(`npx waypost drill restore --help` has examples)')
    .argument('<environment>', 'its name in waypost.config.ts')
    .option('--yes', 'do not ask')
    .option('--json', 'JSON on stdout, and nothing else there')
    .option('--rehearsal', 'in the rehearsal that is up, instead of AWS')
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

import { createRequire } from 'node:module';
import type { Command } from 'commander';
import type { Config } from '../../../lib/config/config';
import type { DrillPorts } from './ports';

const load = createRequire(__filename);

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

/**
 * Adds `drill`: what has to work on the day on which something is lost.
 * @param loadPorts Called when a command runs: every other one would wait for the AWS SDK.
 */
export function addDrillCommand(
  program: Command,
  loadConfig: () => Config,
  loadPorts: () => Promise<DrillPorts>,
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
      const { environmentNames } = load(
        '../../../lib/naming',
      ) as typeof import('../../../lib/naming.js');
      const { openEnvironment } = load(
        '../terminal/open-environment',
      ) as typeof import('../terminal/open-environment.js');
      const { drillRestore } = load('./restore') as typeof import('./restore.js');
      const config = loadConfig();
      const ports = await loadPorts();
      const opened = await openEnvironment(config, name, rehearsal ?? false, ports);
      const { cloud, desk, place, environment } = opened;
      const { restoreDrillPrefix } = environmentNames(config.project, environment.name).backup;
      await drillRestore(
        {
          place,
          environment,
          prefix: restoreDrillPrefix,
          confirmed: yes ?? false,
          json: json ?? false,
        },
        cloud,
        desk,
        ports.process,
      );
    });
}

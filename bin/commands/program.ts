import { createRequire } from 'node:module';
import { Command } from 'commander';
import { description, version } from '../../package.json';
import type { Config } from '../../lib/config/config';
import { addCheckCommand } from './check/command';
import { addCostCommand } from './cost/command';
import { addDeployCommand } from './deploy/command';
import { addDestroyCommand } from './destroy/command';
import { addDiffCommand } from './diff/command';
import { addDnsCommand } from './dns/command';
import { addDoctorCommand } from './doctor/command';
import { addEmailCommand } from './email/command';
import { addDrillCommand } from './drill/command';
import { addMetricsCommand } from './metrics/command';
import type { Ports } from './ports';
import { addSubmissionsCommand } from './submissions/command';

/** Not `import()`, which jest runs in ES modules alone. */
const load = createRequire(__filename);

/**
 * The tree of commands. Each loads what it does when it runs: `--help`, and every other command, would
 * wait for it.
 * @param loadConfig Called by a command that needs the configuration.
 */
export function waypostProgram(loadConfig: () => Config, ports: Ports): Command {
  const program = new Command('waypost')
    .description(description)
    .version(version)
    .showHelpAfterError('(`npx waypost --help` shows what there is)')
    // Sub-commands inherit it: errors of usage are thrown, and `main` alone sets exit codes.
    .exitOverride();

  program
    .command('bootstrap')
    .description('prepare an AWS account for deployments, with credentials of that account')
    .argument('<account>', '"tools" or the name of an environment')
    .action(async (name: string) => {
      const { bootstrap } = load('./bootstrap/action') as typeof import('./bootstrap/action.js');
      await bootstrap(loadConfig(), name, ports);
    });

  addDeployCommand(program, loadConfig, ports);
  addDiffCommand(program, loadConfig, ports.diff);
  addDestroyCommand(program, loadConfig, ports.destroy);
  addDnsCommand(program, loadConfig, ports.dns);
  addDoctorCommand(program, loadConfig, ports.doctor);
  addCostCommand(program, loadConfig, ports);
  addMetricsCommand(program, loadConfig, ports.metrics);
  addEmailCommand(program, loadConfig, ports.email);
  addSubmissionsCommand(program, loadConfig, ports.submissions);
  addDrillCommand(program, loadConfig, ports.drill);
  addCheckCommand(program, ports);

  return program;
}

import { Command } from 'commander';
import { description, version } from '../../package.json';
import { addBootstrapCommand } from './bootstrap/command';
import { addCheckCommand } from './check/command';
import { addCleanCommand } from './clean/command';
import { addCostCommand } from './cost/command';
import { addDeployCommand } from './deploy/command';
import { addDestroyCommand } from './destroy/command';
import { addDiffCommand } from './diff/command';
import { addDnsCommand } from './dns/command';
import { addDoctorCommand } from './doctor/command';
import { addDrillCommand } from './drill/command';
import { addEmailCommand } from './email/command';
import { addMetricsCommand } from './metrics/command';
import type { Project } from './project';
import { addRehearseCommand } from './rehearse/command';
import { addSesCommand } from './ses/command';
import { addSubmissionsCommand } from './submissions/command';
import { addUpgradeCommand } from './upgrade/command';
import { addWebhooksCommand } from './webhooks/command';

/** In the order of `--help`. */
const COMMANDS = {
  bootstrap: addBootstrapCommand,
  deploy: addDeployCommand,
  diff: addDiffCommand,
  destroy: addDestroyCommand,
  dns: addDnsCommand,
  doctor: addDoctorCommand,
  cost: addCostCommand,
  metrics: addMetricsCommand,
  email: addEmailCommand,
  ses: addSesCommand,
  submissions: addSubmissionsCommand,
  webhooks: addWebhooksCommand,
  drill: addDrillCommand,
  check: addCheckCommand,
  rehearse: addRehearseCommand,
  clean: addCleanCommand,
  upgrade: addUpgradeCommand,
};

/** What tests give to a command in place of AWS and the file system. */
export type OtherPorts = {
  readonly [Name in keyof typeof COMMANDS]?: Parameters<(typeof COMMANDS)[Name]>[2];
};

/**
 * The tree of commands. Each command has a folder. Its `command.ts` defines what people type, and loads
 * `action.ts` and `adapters.ts` only when the command runs. Otherwise `--help` and all other commands
 * would wait for their packages.
 */
export function waypostProgram(project: Project, others: OtherPorts = {}): Command {
  const program = new Command('waypost')
    .description(description)
    .version(version)
    .showHelpAfterError('(`npx waypost --help` lists the commands)')
    // Sub-commands inherit it: errors of usage are thrown, and only `main` sets exit codes.
    .exitOverride();
  for (const name of Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]) {
    // Each command takes its own ports. The type of a loop cannot say so.
    const add: (program: Command, project: Project, ports: never) => void = COMMANDS[name];
    add(program, project, others[name] as never);
  }
  return program;
}

import { Command } from 'commander';
import { description, version } from '../../package.json';
import { addBootstrapCommand } from './bootstrap/command';
import { addCheckCommand } from './check/command';
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
import { addSubmissionsCommand } from './submissions/command';

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
  submissions: addSubmissionsCommand,
  drill: addDrillCommand,
  check: addCheckCommand,
  rehearse: addRehearseCommand,
};

/** Another world for a command than the one outside. */
export type OtherPorts = {
  readonly [Name in keyof typeof COMMANDS]?: Parameters<(typeof COMMANDS)[Name]>[2];
};

/**
 * The tree of commands. Each has a folder: `command.ts` says what is typed, and loads `action.ts`, what
 * it does, and `adapters.ts`, what gives its `ports.ts`, when it runs: `--help`, and every other command,
 * would wait for them.
 */
export function waypostProgram(project: Project, others: OtherPorts = {}): Command {
  const program = new Command('waypost')
    .description(description)
    .version(version)
    .showHelpAfterError('(`npx waypost --help` lists the commands)')
    // Sub-commands inherit it: errors of usage are thrown, and `main` alone sets exit codes.
    .exitOverride();
  for (const name of Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]) {
    // What ports it takes is a matter between the two, which the type of a loop cannot say.
    const add: (program: Command, project: Project, ports: never) => void = COMMANDS[name];
    add(program, project, others[name] as never);
  }
  return program;
}

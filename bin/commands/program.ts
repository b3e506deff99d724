import { Command } from 'commander';
import { description, version } from '../../package.json';
import { addBootstrapCommand } from './bootstrap/command';
import type { BootstrapPorts } from './bootstrap/ports';
import { addCheckCommand } from './check/command';
import type { CheckPorts } from './check/ports';
import { addCostCommand } from './cost/command';
import type { CostPorts } from './cost/ports';
import { addDeployCommand } from './deploy/command';
import type { DeployPorts } from './deploy/ports';
import { addDestroyCommand } from './destroy/command';
import type { DestroyPorts } from './destroy/ports';
import { addDiffCommand } from './diff/command';
import type { DiffPorts } from './diff/ports';
import { addDnsCommand } from './dns/command';
import type { DnsPorts } from './dns/ports';
import { addDoctorCommand } from './doctor/command';
import type { DoctorPorts } from './doctor/ports';
import { addDrillCommand } from './drill/command';
import type { DrillPorts } from './drill/ports';
import { addEmailCommand } from './email/command';
import { addMetricsCommand } from './metrics/command';
import type { MetricsPorts } from './metrics/ports';
import type { Given, Project } from './project';
import { addRehearseCommand } from './rehearse/command';
import { addSubmissionsCommand } from './submissions/command';
import type { SubmissionsPorts } from './submissions/ports';

/** Another world for a command than the one outside. */
export interface OtherPorts {
  readonly bootstrap?: Given<BootstrapPorts>;
  readonly check?: Given<CheckPorts>;
  readonly cost?: Given<CostPorts>;
  readonly deploy?: Given<DeployPorts>;
  readonly destroy?: Given<DestroyPorts>;
  readonly diff?: Given<DiffPorts>;
  readonly dns?: Given<DnsPorts>;
  readonly doctor?: Given<DoctorPorts>;
  readonly drill?: Given<DrillPorts>;
  readonly metrics?: Given<MetricsPorts>;
  readonly submissions?: Given<SubmissionsPorts>;
}

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

  addBootstrapCommand(program, project, others.bootstrap);
  addDeployCommand(program, project, others.deploy);
  addDiffCommand(program, project, others.diff);
  addDestroyCommand(program, project, others.destroy);
  addDnsCommand(program, project, others.dns);
  addDoctorCommand(program, project, others.doctor);
  addCostCommand(program, project, others.cost);
  addMetricsCommand(program, project, others.metrics);
  addEmailCommand(program, project);
  addSubmissionsCommand(program, project, others.submissions);
  addDrillCommand(program, project, others.drill);
  addCheckCommand(program, project, others.check);
  addRehearseCommand(program);

  return program;
}

import { join } from 'node:path';
import type { Config } from '../../lib/config/config';
import { clientEnvironment } from '../emulator/client-environment';
import type { Emulator } from '../emulator/emulator';
import type { Processes } from '../processes/processes';
import type { TimeLimits } from '../runner/time-limits';
import type { Workspace } from './workspace';

/** One command that an owner runs once before the first push. */
export interface PreparationStep {
  /** The command, which names it. */
  readonly name: string;
  readonly args: readonly string[];
  readonly account: string;
  readonly region: string;
}

/** What comes before the first push: accounts, which do not wait for each other, and then the pipeline. */
export function preparationSteps({ tools, environments }: Config): {
  readonly bootstraps: readonly PreparationStep[];
  readonly deployment: PreparationStep;
} {
  const waypost = (args: readonly string[], account: string, region: string) => ({
    name: `waypost ${args.join(' ')}`,
    args,
    account,
    region,
  });
  return {
    bootstraps: [
      waypost(['bootstrap', 'tools'], tools.account, tools.region),
      ...environments.map(({ name, account, region }) =>
        waypost(['bootstrap', name], account, region),
      ),
    ],
    deployment: waypost(['deploy'], tools.account, tools.region),
  };
}

/** Runs a step as an owner would, in a clone, with the account's credentials. */
export function runPreparation(
  step: PreparationStep,
  context: {
    readonly workspace: Workspace;
    readonly processes: Processes;
    readonly emulator: Emulator;
    readonly environment: Readonly<Record<string, string>>;
    readonly limits: Pick<TimeLimits, 'command'>;
  },
): Promise<void> {
  const { workspace, processes, emulator, environment } = context;
  return processes.run({
    file: 'npx',
    args: ['waypost', ...step.args],
    cwd: workspace.checkout,
    env: {
      ...environment,
      ...clientEnvironment(emulator, { account: step.account }, step.region),
    },
    logFile: preparationLog(workspace, step),
    timeoutMs: context.limits.command,
  });
}

export function preparationLog(workspace: Workspace, { args }: PreparationStep): string {
  return join(workspace.logs, `${args.join('-')}.log`);
}

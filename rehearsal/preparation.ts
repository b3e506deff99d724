import { join } from 'node:path';
import type { Config } from '../lib/config/config';
import { clientEnvironment } from './emulator/client-environment';
import type { Emulator } from './emulator/types';
import type { Processes } from './processes';
import type { Workspace } from './workspace';

/** One command that an owner runs once before the first push. */
export interface PreparationStep {
  /** The command, which names it. */
  readonly name: string;
  readonly args: readonly string[];
  readonly account: string;
  readonly region: string;
}

/** A step takes seconds; one that hangs should not need a person to notice. */
const STEP_LIMIT_MS = 10 * 60_000;

/** Bootstrap of every account, then the first deployment of the pipeline. */
export function preparationSteps({ tools, environments }: Config): PreparationStep[] {
  const waypost = (args: readonly string[], account: string, region: string) => ({
    name: `waypost ${args.join(' ')}`,
    args,
    account,
    region,
  });
  return [
    waypost(['bootstrap', 'tools'], tools.account, tools.region),
    ...environments.map(({ name, account, region }) =>
      waypost(['bootstrap', name], account, region),
    ),
    waypost(['deploy'], tools.account, tools.region),
  ];
}

/** Runs a step as an owner would, in a clone, with the account's credentials. */
export function runPreparation(
  step: PreparationStep,
  context: {
    readonly workspace: Workspace;
    readonly processes: Processes;
    readonly emulator: Emulator;
    readonly environment: Readonly<Record<string, string>>;
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
    timeoutMs: STEP_LIMIT_MS,
  });
}

export function preparationLog(workspace: Workspace, { args }: PreparationStep): string {
  return join(workspace.logs, `${args.join('-')}.log`);
}

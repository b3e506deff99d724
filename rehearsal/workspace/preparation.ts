import { basename, join } from 'node:path';
import type { Config } from '../../lib/config/config';
import { clientEnvironment } from '../emulator/client-environment';
import type { Emulator } from '../emulator/emulator';
import type { Processes } from '../processes/processes';
import type { TimeLimits } from '../runner/time-limits';
import type { Workspace } from './workspace';

/** One command that an owner runs once before the first push. */
export interface PreparationStep {
  /** The command, which is also its name. */
  readonly name: string;
  readonly args: readonly string[];
  readonly account: string;
  readonly region: string;
}

/** The steps before the first push: accounts side by side, then the pipeline. */
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

/** What steps work with. */
export interface PreparationContext {
  readonly workspace: Workspace;
  readonly processes: Processes;
  readonly emulator: Emulator;
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: Pick<TimeLimits, 'command'>;
  /** Runs it, and tells when it starts and how it ends. */
  readonly step: (name: string, logPath: string, run: () => Promise<void>) => Promise<void>;
}

/** Bootstraps all accounts of a configuration. @param folder a clone of its commit */
export async function bootstrapAccounts(
  config: Config,
  folder: string,
  context: PreparationContext,
): Promise<void> {
  await allDone(
    preparationSteps(config).bootstraps.map((step) => runPreparation(step, folder, context)),
  );
}

/** Deploys the pipeline of a configuration. @param folder a clone of its commit */
export function deployPipeline(
  config: Config,
  folder: string,
  context: PreparationContext,
): Promise<void> {
  return runPreparation(preparationSteps(config).deployment, folder, context);
}

/** Runs a step as an owner would, in a clone, with the account's credentials. */
function runPreparation(
  step: PreparationStep,
  folder: string,
  { workspace, processes, emulator, environment, limits, step: tell }: PreparationContext,
): Promise<void> {
  const logFile = stepLog(workspace, folder, step.args);
  return tell(step.name, logFile, () =>
    processes.run({
      file: 'npx',
      args: ['waypost', ...step.args],
      cwd: folder,
      env: {
        ...environment,
        ...clientEnvironment(emulator, { account: step.account }, step.region),
      },
      logFile,
      timeoutMs: limits.command,
    }),
  );
}

/** Log of a command in a clone. */
export function stepLog(
  { logs, checkout }: Workspace,
  folder: string,
  args: readonly string[],
): string {
  const whose = folder === checkout ? '' : `${basename(folder)}-`;
  return join(logs, `${whose}${args.join('-')}.log`);
}

/** Waits for all, so that each can say how it came out. @throws the first one's reason to fail */
async function allDone(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

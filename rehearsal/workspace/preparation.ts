import { basename, join } from 'node:path';
import type { RehearsedApp, PreparationStep } from '../app';
import { clientEnvironment } from '../emulator/client-environment';
import type { Emulator } from '../emulator/emulator';
import type { Processes } from '../processes/processes';
import type { TimeLimits } from '../runner/time-limits';
import type { Workspace } from './workspace';

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

/** Bootstraps all accounts of an app. @param folder a clone of its commit */
export async function bootstrapAccounts(
  { bootstraps, directory }: RehearsedApp,
  folder: string,
  context: PreparationContext,
): Promise<void> {
  await allDone(bootstraps.map((step) => runPreparation(step, folder, directory, context)));
}

/** Deploys the pipeline of an app. @param folder a clone of its commit */
export function deployPipeline(
  { deployment, directory }: RehearsedApp,
  folder: string,
  context: PreparationContext,
): Promise<void> {
  return runPreparation(deployment, folder, directory, context);
}

function runPreparation(
  step: PreparationStep,
  folder: string,
  directory: string,
  context: PreparationContext,
): Promise<void> {
  const logFile = stepLog(context.workspace, folder, step.name);
  return runStep(step, join(folder, directory), logFile, context);
}

/** Runs a step as an owner would, in a folder, with the account's credentials. */
export function runStep(
  { name, args, account, region }: PreparationStep,
  cwd: string,
  logFile: string,
  { processes, emulator, environment, limits, step }: PreparationContext,
): Promise<void> {
  return step(name, logFile, () =>
    processes.run({
      file: 'npx',
      args,
      cwd,
      env: { ...environment, ...clientEnvironment(emulator, { account }, region) },
      logFile,
      timeoutMs: limits.command,
    }),
  );
}

/** Log of a command in a clone. */
export function stepLog({ logs, checkout }: Workspace, folder: string, command: string): string {
  const whose = folder === checkout ? '' : `${basename(folder)}-`;
  const name = command.replace(/^waypost /, '').replace(/[^\w.-]+/g, '-');
  return join(logs, `${whose}${name}.log`);
}

/** Waits for all, so that each can say how it came out. @throws the first one's reason to fail */
async function allDone(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

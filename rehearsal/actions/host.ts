import type { ApprovalAnswer, ApprovalRequest } from './approval-request';
import type { Artifacts } from '../runner/artifacts';
import type { Cloud } from '../emulator/cloud';
import type { ConsoleAddress } from '../console/server/address';
import type { Action } from '../plan/plan';
import type { BuildSpec } from './build-spec';
import type { Processes } from '../processes/processes';
import type { Execution } from '../runner/execution';
import type { Sleep } from '../runner/sleep';
import type { TimeLimits } from '../runner/time-limits';

/** What actions need. */
export interface ActionHost {
  readonly cloud: Cloud;
  readonly processes: Processes;
  /** Bare repository in place of the rehearsed repository's provider. */
  readonly origin: string;
  /** Repositories on this machine that stand for other sources, by the name of their action. */
  readonly otherSources: ReadonlyMap<string, string>;
  /** Every build gets its own folder in it. */
  readonly builds: string;
  /** Folder for downloads and zips of artifacts. */
  readonly scratch: string;
  /** Environment of every child process, without credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly artifactsOf: (execution: Execution) => Artifacts;
  readonly limits: Pick<TimeLimits, 'stack' | 'job' | 'build'>;
  /** Removes a folder in the background, and reports one that it cannot remove. */
  readonly discard: (folder: string) => void;
  /** Reports what a running action is doing. */
  readonly progress: (action: Action, execution: Execution, detail: string) => void;
  /** Says what a person should know, such as what is not done here. */
  readonly notice: (message: string) => void;
  /** Changes a build spec before it runs. Unset, it runs as it is. */
  readonly specToRun?: (spec: BuildSpec) => BuildSpec;
  readonly sleep: Sleep;
  /** Address of the rehearsal's console, which stands in for AWS's, if there is one. */
  readonly console: ConsoleAddress | undefined;
  /** Asks a person. If the signal is aborted, the question no longer counts. */
  readonly approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<ApprovalAnswer>;
}

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

/** What actions work with. */
export interface ActionHost {
  readonly cloud: Cloud;
  readonly processes: Processes;
  /** Bare repository that plays the source provider. */
  readonly origin: string;
  /** Every build gets a folder of its own in it. */
  readonly builds: string;
  /** Where downloads and zips of artifacts go. */
  readonly scratch: string;
  /** Environment of every child process, without credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly artifactsOf: (execution: Execution) => Artifacts;
  readonly limits: Pick<TimeLimits, 'stack' | 'job' | 'build'>;
  /** Removes a folder on the side, and gives notice of one that is left behind. */
  readonly discard: (folder: string) => void;
  /** Tells what a running action is at. */
  readonly progress: (action: Action, execution: Execution, detail: string) => void;
  /** What is run of a build spec, where that is not the build spec itself. */
  readonly specToRun?: (spec: BuildSpec) => BuildSpec;
  readonly sleep: Sleep;
  /** Address of the rehearsal's console, which stands in for AWS's, if there is one. */
  readonly console: ConsoleAddress | undefined;
  /** Asks a person; an aborted question has lost its sense. */
  readonly approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<ApprovalAnswer>;
}

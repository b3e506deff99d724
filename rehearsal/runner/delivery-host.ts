import { setTimeout as delay } from 'node:timers/promises';
import type { ActionHost } from '../actions/host';
import type { Emit } from '../events';
import type { Definition } from '../plan/plan';
import type { Workspace } from '../workspace/workspace';
import { firstAnswer } from './first-answer';

const ANSWER_POLL_MS = 250;

/** What the actions of every delivery have in common. */
export interface HostContext extends Pick<
  ActionHost,
  'cloud' | 'processes' | 'environment' | 'approve' | 'sleep' | 'limits' | 'console'
> {
  readonly workspace: Workspace;
  readonly definition: () => Promise<Definition>;
  /** Repositories on this machine that stand for other sources than the rehearsed one, by the name of their action. */
  readonly otherSources?: ReadonlyMap<string, string>;
}

/** Actions work in the emulated cloud and in the run's own folders, and tell of it in events. */
export function deliveryHost(
  context: HostContext,
  artifactsOf: ActionHost['artifactsOf'],
  emit: Emit,
): ActionHost {
  const { workspace, definition, approve } = context;
  const { emulator } = context.cloud;
  const notice = (message: string) => {
    emit({ type: 'noticed', message });
  };
  return {
    cloud: context.cloud,
    processes: context.processes,
    origin: workspace.origin,
    otherSources: context.otherSources ?? new Map<string, string>(),
    builds: workspace.builds,
    scratch: workspace.artifacts,
    environment: context.environment,
    sleep: context.sleep,
    limits: context.limits,
    console: context.console,
    artifactsOf,
    discard: (folder) => {
      void workspace.discard(folder).then((left) => {
        if (left !== undefined) notice(`${folder} is left behind: ${left}`);
      });
    },
    progress: ({ stage, name }, { id }, detail) => {
      emit({ type: 'action-progress', executionId: id, stage, action: name, detail });
    },
    notice,
    approve: (request, signal) => {
      const pause = (asking: AbortSignal) => delay(ANSWER_POLL_MS, undefined, { signal: asking });
      return firstAnswer(request, signal, { approve, emulator, definition, pause, emit });
    },
  };
}

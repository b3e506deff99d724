import type { ActionHost } from '../../rehearsal/actions/host';
import type { Artifacts } from '../../rehearsal/runner/artifacts';
import type { Cloud } from '../../rehearsal/emulator/cloud';
import { parsePlan, type Action } from '../../rehearsal/plan/plan';
import type { Execution } from '../../rehearsal/runner/execution';
import { definition, type RawAction } from './support';

/** Names what a test has not provided for. */
function only<T extends object>(what: string, provided: Partial<T>): T {
  return new Proxy(provided, {
    get: (target, key) => {
      if (key in target) return target[key as keyof T];
      throw new Error(`The test has no ${what}.${String(key)}`);
    },
  }) as T;
}

/** A host with what an action needs under the test, and nothing else. */
export function fakeHost({
  cloud = {},
  emulator = {},
  artifacts = {},
  ...rest
}: Omit<Partial<ActionHost>, 'cloud'> & {
  readonly cloud?: Partial<Cloud>;
  readonly emulator?: Partial<Cloud['emulator']>;
  readonly artifacts?: Partial<Artifacts>;
}): ActionHost {
  const role = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  return only<ActionHost>('host', {
    cloud: only<Cloud>('cloud', {
      emulator: only<Cloud['emulator']>('emulator', emulator),
      actionRole: () => Promise.resolve(role),
      ...cloud,
    }),
    artifactsOf: () => only<Artifacts>('artifacts', artifacts),
    ...rest,
  });
}

/** One action as the plan has it, and an execution of that plan. */
export function inExecution<P extends Action['provider']>(
  provider: P,
  raw: RawAction,
  commit = 'c0ffee',
): { readonly action: Extract<Action, { provider: P }>; readonly execution: Execution } {
  const plan = parsePlan(definition({ One: [raw], Two: [raw] }));
  const action = plan.stages[0]?.groups[0]?.[0];
  if (action?.provider !== provider) throw new Error(`${raw.Name} is no ${provider} action`);
  return {
    action: action as Extract<Action, { provider: P }>,
    execution: {
      id: 'one',
      commit,
      plan,
      variables: new Map([['codepipeline', { PipelineExecutionId: 'one' }]]),
      signal: new AbortController().signal,
    },
  };
}

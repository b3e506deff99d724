import type { Cloud } from '../../../rehearsal/emulator/cloud';
import type { Definition } from '../../../rehearsal/plan/plan';
import { Processes } from '../../../rehearsal/processes/processes';
import { type DeliveryContext, makeRunner } from '../../../rehearsal/runner/delivery';
import { sleep } from '../../../rehearsal/runner/sleep';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { OtherSourceError } from '../../../rehearsal/workspace/other-sources';
import { buildAction, definition, sourceAction } from '../support';

/** Delivers a commit through a pipeline, with a folder that stands for the source `Library`. */
async function deliver(deployed: Definition) {
  const events: Parameters<DeliveryContext['emit']>[0][] = [];
  const emulator = {
    reportExecution: () => Promise.resolve(),
    resources: () => Promise.resolve([]),
  };
  const runner = makeRunner({
    cloud: { emulator } as unknown as Cloud,
    workspace: {} as never,
    processes: new Processes(),
    environment: {},
    definition: () => Promise.resolve(deployed),
    otherSources: new Map([['Library', '/library']]),
    approve: () => Promise.reject(new Error('nothing is asked')),
    sleep,
    limits: timeLimits(),
    console: undefined,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
  });
  const { outcome } = await runner.deliver('c0ffee', 'push');
  const errors = events.flatMap((event) => ('error' in event ? [event.error] : []));
  return { outcome, errors };
}

const stages = { Source: [sourceAction()], Build: [buildAction('Synth')] };

describe('with folders that stand for sources', () => {
  test('a pipeline that cannot be rehearsed fails its execution, and not the rehearsal', async () => {
    const broken = definition({ ...stages, Build: [buildAction('Synth', { Surprise: true })] });
    expect(await deliver(broken)).toEqual({
      outcome: 'failed',
      errors: [expect.stringContaining('Surprise: not rehearsed')],
    });
  });

  test('control: a source that the pipeline does not have is refused', async () => {
    await expect(deliver(definition(stages))).rejects.toThrow(OtherSourceError);
  });
});

import type { ActionExecution } from '../../../../lambdas/pipeline-notifications/core/history';
import { parseEvent } from '../../../../lambdas/pipeline-notifications/core/parse-event';
import { World } from '../fakes';
import {
  type RecordedEvent,
  type RecordedExecution,
  recordedEvents,
  withoutLaterFields,
  withoutWhatIsSometimesThere,
} from '../recorded-events';
import { failedAt, release, run, source } from '../samples';

const THROUGH: RecordedExecution = { id: 'e-1', runs: release(), ends: 'SUCCEEDED' };
const BROKEN_BUILD: RecordedExecution = {
  id: 'e-1',
  ends: 'FAILED',
  runs: failedAt('Build/Synth', 0, { message: 'Build terminated with state: FAILED' }),
};
/** Three deployments side by side, of which each has failed. */
const BROKEN_DEPLOYMENTS: RecordedExecution = {
  id: 'e-1',
  ends: 'FAILED',
  runs: [
    source(),
    run('Build/Synth', 5),
    ...['dns.Deploy', 'mail.Deploy', 'contact.Deploy'].map((action) =>
      run(`dev/${action}`, 10, { status: 'Failed', message: `${action} failed` }),
    ),
  ],
};
const REJECTED: RecordedExecution = {
  id: 'e-1',
  ends: 'FAILED',
  runs: failedAt('prod/Approve', 0, { message: 'not on a Friday' }),
};
const FLOWS = [
  ['got through', THROUGH, ['waiting', 'released']],
  ['failed in a build', BROKEN_BUILD, ['failed']],
  ['failed in three deployments at once', BROKEN_DEPLOYMENTS, ['failed']],
  ['was rejected', REJECTED, ['waiting', 'failed']],
] as const;

interface Delivery {
  readonly event: RecordedEvent;
  /** Seconds after the event's time. */
  readonly late: number;
}

/** Delivers events to a pipeline whose history is what it is by then; answers the kinds of notifications that were sent. */
async function deliver(execution: RecordedExecution, deliveries: readonly Delivery[]) {
  const world = new World();
  const when = ({ event, late }: Delivery) => new Date(event.time).getTime() + late * 1000;
  for (const delivery of deliveries.toSorted((a, b) => when(a) - when(b))) {
    setHistory(world, [execution], new Date(when(delivery)));
    await world.handler(delivery.event, {
      awsRequestId: `${delivery.event.time}/${delivery.late}`,
    });
  }
  return world;
}

/** What CodePipeline lists at a moment. */
function setHistory(world: World, executions: readonly RecordedExecution[], at: Date) {
  world.executions.length = 0;
  for (const { id, runs, ends } of executions) {
    const known = runs.filter(({ startedAt }) => startedAt <= at).map((one) => asOf(one, at));
    const isOver = runs.every(({ endedAt }) => endedAt <= at);
    const end = ends === 'SUCCEEDED' ? 'Succeeded' : 'Failed';
    world.happens(id, isOver ? end : 'InProgress', known);
  }
}

function asOf(one: ActionExecution, at: Date): ActionExecution {
  return one.endedAt <= at ? one : { ...one, status: 'InProgress', endedAt: one.startedAt };
}

const kinds = ({ told }: World) => told.map(({ kind }) => kind);
const inTime = (event: RecordedEvent): Delivery => ({ event, late: 0 });
/** As they were recorded: each up to twenty seconds late, and so behind those that came after it. */
const late = (seed: number) => (event: RecordedEvent, index: number) => ({
  event,
  late: ((index + 1) * 7 * seed) % 21,
});

describe.each(FLOWS)('the recorded events of an execution that %s', (_, execution, expected) => {
  const events = recordedEvents(execution);

  test('are told as what happened, in the order in which it did', async () => {
    expect(kinds(await deliver(execution, events.map(inTime)))).toEqual(expected);
  });

  test.each([1, 2, 3, 4, 5])('are told as the same out of order (%d)', async (seed) => {
    expect(kinds(await deliver(execution, events.map(late(seed))))).toEqual(expected);
  });

  test('are told once when each comes twice', async () => {
    const twice = events.flatMap((event, index) => [inTime(event), late(3)(event, index)]);
    const world = await deliver(execution, twice);
    expect(kinds(world)).toEqual(expected);
    expect(world.measured).toEqual((await deliver(execution, events.map(inTime))).measured);
  });

  test.each([
    ['without what came later than 2022', withoutLaterFields],
    ['without what is there only at times', withoutWhatIsSometimesThere],
  ])('are told as the same %s', async (_case, leaveOut) => {
    const world = await deliver(execution, events.map(leaveOut).map(inTime));
    expect(kinds(world)).toEqual(expected);
    expect(world.told).toEqual((await deliver(execution, events.map(inTime))).told);
  });

  test('tell the end alone when all of them come after it, in the opposite order', async () => {
    const hour = 3600;
    const reversed = events.map((event, index) => ({
      event,
      late: hour * (events.length - index),
    }));
    expect(kinds(await deliver(execution, reversed))).toEqual(
      expected.filter((one) => one !== 'waiting'),
    );
  });
});

test('of the recorded kinds of events only an end and an approval that begins are reported', () => {
  const described = FLOWS.flatMap(([, execution]) => recordedEvents(execution)).map((event) => {
    const { state, type } = event.detail as { state: string; type?: { category: string } };
    const [, what = ''] = event['detail-type'].split(' ');
    const category = type?.category ? ` of ${type.category}` : '';
    return [`${what}${category} ${state}`, parseEvent(event, 'waypost')?.kind] as const;
  });
  const kindOf = Object.fromEntries(described);
  const reported = Object.entries(kindOf).filter(([, kind]) => kind !== undefined);

  expect(Object.keys(kindOf).length).toBeGreaterThan(10);
  expect(Object.fromEntries(reported)).toEqual({
    'Pipeline SUCCEEDED': 'succeeded',
    'Pipeline FAILED': 'failed',
    'Action of Approval STARTED': 'approval-needed',
  });
});

describe('a failure whose event comes after the retry of its stage', () => {
  const broken = failedAt('prod/SmokeTest', 0, { message: 'no answer' });
  const [failure] = recordedEvents({ id: 'e-1', runs: broken, ends: 'FAILED' }).slice(-1);
  const again = run('prod/SmokeTest', 40);

  async function told(runs: readonly ActionExecution[], status: string) {
    const world = new World().happens('e-1', status, [...runs]);
    if (failure) await world.handler(failure, { awsRequestId: 'request-1' });
    return world;
  }

  test.each([
    ['has begun', { ...again, status: 'InProgress', endedAt: again.startedAt }, 'InProgress'],
    ['has succeeded', again, 'Succeeded'],
    ['has failed, too', { ...again, status: 'Failed', message: 'again' }, 'Failed'],
  ])('that %s is told as what it was, and measured', async (_, retry, status) => {
    const world = await told([...broken, retry], status);

    expect(world.told.map(({ subject }) => subject)).toEqual([
      'waypost: prod/SmokeTest failed: feat(site): a new page',
    ]);
    expect(world.told[0]?.text).toContain('no answer');
    expect(world.told[0]?.text).not.toContain('again');
    expect(world.measured).toEqual(['Changes', 'FailedChanges']);
  });

  test('does not take the place of the notification that the retry failed', async () => {
    const retried = [...broken, { ...again, status: 'Failed', message: 'again' }];
    const world = await told(retried, 'Failed');
    const second = recordedEvents({ id: 'e-1', runs: retried, ends: 'FAILED', attempt: 2 }).at(-1);
    await world.handler(second, { awsRequestId: 'request-2' });

    expect(world.told).toHaveLength(2);
    expect(world.told[1]?.text).toContain('again');
    expect(world.measured).toEqual(['Changes', 'FailedChanges']);
  });
});

describe('a notification that is faster than the history of CodePipeline', () => {
  const unfinished = release().map((one) =>
    one.action === 'SmokeTest' ? { ...one, status: 'InProgress', endedAt: one.startedAt } : one,
  );

  test.each([
    ['of a success, whose last action seems to run', 'SUCCEEDED', 'Succeeded', unfinished],
    ['of a success, of which no action is listed', 'SUCCEEDED', 'InProgress', []],
    ['of a failure, whose action seems to run', 'FAILED', 'InProgress', unfinished],
  ] as const)('%s waits for it', async (_, ends, status, runs) => {
    const world = new World().happens('e-1', status, [...runs]);
    await expect(world.ends('e-1', ends)).rejects.toThrow();

    expect(world.told).toEqual([]);
    expect(world.lines.at(-1)).toMatchObject({ error: { code: 'NOT_LISTED_YET' } });
  });

  test('of a retry that failed waits for the retry, and is not taken for the failure before', async () => {
    const world = new World().happens('e-1', 'InProgress', failedAt('Build/Synth'));
    const [second] = recordedEvents({ ...BROKEN_BUILD, attempt: 2 }).slice(-1);
    await expect(world.handler(second, { awsRequestId: 'request-1' })).rejects.toThrow();

    expect(world.told).toEqual([]);
  });
});

test('control: a delivery that loses the end of an execution is noticed', async () => {
  const events = recordedEvents(THROUGH).slice(0, -1);
  expect(kinds(await deliver(THROUGH, events.map(inTime)))).not.toContain('released');
});

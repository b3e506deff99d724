import type { ActionHost } from '../../../rehearsal/actions/host';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import type { CallFault } from '../../../rehearsal/emulator/control';
import { DELAY_MS, PlantedFaults } from '../../../rehearsal/faults/planted-faults';
import { parseFault, place } from '../../../rehearsal/faults/fault';
import type { ActionResult } from '../../../rehearsal/runner/execution';
import { eventually } from '../../helpers/eventually';
import { fakeHost, inExecution } from '../fake-host';
import { buildAction } from '../support';

const { action, execution } = inExecution('CodeBuild', buildAction('Build'));
const SUCCEEDED: ActionResult = { status: 'succeeded' };

/** Faults of a delivery of the plan's commit, in an emulator that keeps what is planted. */
async function planted(...texts: string[]) {
  const told: string[] = [];
  const calls = new Map<string, CallFault>();
  const lifted: string[] = [];
  const waits: { ms: number; over: () => void }[] = [];
  const sleep: ActionHost['sleep'] = (ms) => new Promise((over) => waits.push({ ms, over }));
  let met: string | undefined;
  const faults = new PlantedFaults(
    texts.map((text) => place(parseFault(text), execution.plan)),
    execution.commit,
    {
      emulator: {
        plantFault: (fault) => Promise.resolve(void calls.set(fault.id, fault)),
        faultMetBy: () => Promise.resolve(met),
        liftFault: (id) => Promise.resolve(void lifted.push(id)),
      },
      sleep,
      emit: (event) => {
        if (event.type === 'fault') told.push(`${event.target} ${event.status}`);
      },
      signal: execution.signal,
    },
  );
  await faults.plant();
  const host = fakeHost({ sleep });
  return {
    ...{ faults, told, calls, lifted, waits },
    meet: (call: string) => (met = call),
    perform: (perform: (host: ActionHost) => Promise<ActionResult>, commit = execution.commit) =>
      faults.during(action, { ...execution, commit }, host, perform),
  };
}

test('a failing action is not performed, once, and its error says that it was planted', async () => {
  const { perform, faults, told } = await planted('One.Build');
  const never = () => Promise.reject(new Error('It was performed.'));

  expect(await perform(never)).toEqual({
    status: 'failed',
    error: 'planted by --break One.Build:fail, no real fault: One.Build was not performed',
  });
  expect(await perform(() => Promise.resolve(SUCCEEDED))).toBe(SUCCEEDED);
  await faults.lift();
  expect(told).toEqual(['One.Build planted', 'One.Build met']);
});

test('a delayed action begins after the delay', async () => {
  const { perform, waits } = await planted('One.Build:delay');
  let begun = false;
  const performed = perform(() => {
    begun = true;
    return Promise.resolve(SUCCEEDED);
  });
  expect([begun, waits.map(({ ms }) => ms)]).toEqual([false, [DELAY_MS]]);
  waits[0]?.over();
  expect(await performed).toBe(SUCCEEDED);
});

test('a killed build runs another script than its build spec says', async () => {
  const { perform } = await planted('One.Build:kill');
  const spec = parseBuildSpec('{"version":"0.2","phases":{"build":{"commands":["a","b"]}}}', 'it');
  const commands: (string | undefined)[] = [];
  await perform((host) => {
    commands.push(...(host.specToRun?.(spec).phases.build?.commands ?? []));
    return Promise.resolve({ status: 'failed', error: 'killed' });
  });
  expect(commands).toEqual([expect.stringMatching(/kill -KILL 0.*\na\nwait$/s), 'b']);
});

test('a fault that nothing meets is taken back, and told', async () => {
  const { faults, told, lifted, calls } = await planted('Two.Build', 'sqs:deny');
  await faults.lift();

  expect(told.slice(2).toSorted()).toEqual(['Two.Build not-met', 'sqs not-met']);
  expect(lifted).toEqual([...calls.keys()]);
});

test('a fault that was met at the very end of its delivery was met', async () => {
  const { faults, told, meet } = await planted('sqs:deny');
  meet('sqs:SendMessage');
  await faults.lift();
  expect(told).toEqual(['sqs planted', 'sqs met']);
});

test('another commit that is under way meets no fault', async () => {
  const { perform, told } = await planted('One.Build');
  expect(await perform(() => Promise.resolve(SUCCEEDED), 'another')).toBe(SUCCEEDED);
  expect(told).toEqual(['One.Build planted']);
});

test('a call that a service’s fault holds goes on after the delay, within the delivery', async () => {
  const { faults, told, meet, waits, lifted } = await planted('sqs:delay');
  meet('sqs:SendMessage');
  const [wait] = await eventually(() => (waits.length > 0 ? waits : undefined));
  expect(lifted).toEqual([]);
  wait?.over();
  await eventually(() => (lifted.length > 0 ? lifted : undefined));
  await faults.lift();
  expect(told).toEqual(['sqs planted', 'sqs met']);
});

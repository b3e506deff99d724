import type { ActionHost } from '../../../rehearsal/actions/host';
import type { Cloud } from '../../../rehearsal/emulator/cloud';
import { deliveryHost, type HostContext } from '../../../rehearsal/runner/delivery-host';
import type { Workspace } from '../../../rehearsal/workspace/workspace';
import { inExecution } from '../fake-host';
import { buildAction, deferred, definition } from '../support';

type Event = Parameters<Parameters<typeof deliveryHost>[2]>[0];

const WORKSPACE = { origin: '/run/origin.git', builds: '/run/builds', artifacts: '/run/artifacts' };
const REQUEST = { executionId: 'one', commit: 'c0ffee', stage: 'prod', action: 'Approve' };
const YES = { approved: true } as const;
const artifactsOf: ActionHost['artifactsOf'] = () => {
  throw new Error('no artifacts are asked for');
};

function hostWith(context: Partial<HostContext>, discard?: Workspace['discard']) {
  const events: Event[] = [];
  const emulator = { approvalAnswer: () => Promise.resolve(undefined) };
  const host = deliveryHost(
    {
      cloud: { emulator } as unknown as Cloud,
      workspace: { ...WORKSPACE, discard } as unknown as Workspace,
      definition: () => Promise.resolve(definition({})),
      ...context,
    } as HostContext,
    artifactsOf,
    (event) => events.push(event),
  );
  return { host, events };
}

test('actions work in the folders of the run, with what the run gives them', () => {
  const environment = { PATH: '/bin' };
  const { host } = hostWith({ environment });
  expect(host).toMatchObject({
    ...{ origin: '/run/origin.git', builds: '/run/builds', scratch: '/run/artifacts' },
    ...{ artifactsOf, environment },
  });
});

test('no folder stands for another source, unless one is given', () => {
  const given = new Map([['Library', '/library']]);
  expect(hostWith({ otherSources: given }).host.otherSources).toBe(given);
  expect(hostWith({}).host.otherSources.size).toBe(0);
});

test('a folder that cannot be removed is named, with the reason', async () => {
  const { host, events } = hostWith({}, () => Promise.resolve('EBUSY'));
  host.discard('/run/builds/one');
  await new Promise(setImmediate);
  expect(events).toEqual([{ type: 'noticed', message: '/run/builds/one is left behind: EBUSY' }]);
});

test('a folder that is removed is not worth a word', async () => {
  const removed: string[] = [];
  const { host, events } = hostWith({}, (folder) => {
    removed.push(folder);
    return Promise.resolve(undefined);
  });
  host.discard('/run/builds/one');
  await new Promise(setImmediate);
  expect([removed, events]).toEqual([['/run/builds/one'], []]);
});

test('what an action is doing is told as progress of that action', () => {
  const { host, events } = hostWith({});
  const { action, execution } = inExecution('CodeBuild', buildAction('Synth'));
  host.progress(action, execution, 'npm ci');
  expect(events).toEqual([
    {
      ...{ type: 'action-progress', detail: 'npm ci' },
      ...{ executionId: 'one', stage: 'One', action: 'Synth' },
    },
  ]);
});

test('an approval is asked until its action is stopped, and told', async () => {
  const stop = new AbortController();
  const { host, events } = hostWith({
    approve: (_, signal) => {
      stop.abort();
      return Promise.resolve(signal.aborted ? { approved: false, reason: 'stopped' } : YES);
    },
  });
  const answer = await host.approve(REQUEST, stop.signal);
  expect(answer).toEqual({ approved: false, reason: 'stopped' });
  expect(events.map(({ type }) => type)).toEqual(['approval-asked', 'approval-answered']);
});

test('the wait for an answer by the API ends with the answer of a person', async () => {
  const looked = deferred();
  const { host } = hostWith({
    cloud: { emulator: { approvalAnswer } } as unknown as Cloud,
    approve: async () => {
      await looked.promise;
      // The wait for the next look begins.
      await new Promise(setImmediate);
      return YES;
    },
  });
  async function approvalAnswer() {
    looked.resolve();
    return Promise.resolve(undefined);
  }
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  const before = timers();
  expect(await host.approve(REQUEST, new AbortController().signal)).toBe(YES);
  await new Promise(setImmediate);
  expect(timers()).toBe(before);
});

import type { ActionHost } from '../../../rehearsal/actions/host';
import type { Cloud } from '../../../rehearsal/emulator/cloud';
import { deliveryHost, type HostContext } from '../../../rehearsal/runner/delivery-host';
import type { Workspace } from '../../../rehearsal/workspace/workspace';
import { inExecution } from '../fake-host';
import { buildAction, deferred, definition } from '../support';

type Event = Parameters<Parameters<typeof deliveryHost>[2]>[0];

const WORKSPACE = { origin: '/run/origin.git', builds: '/run/builds', artifacts: '/run/artifacts' };
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

test('an approval is asked with the signal of its action, and told', async () => {
  const { host, events } = hostWith({
    approve: (_, signal) => Promise.resolve({ approved: !signal.aborted, reason: 'no' }),
  });
  const request = { executionId: 'one', commit: 'c0ffee', stage: 'prod', action: 'Approve' };
  const answer = await host.approve(request, new AbortController().signal);
  expect(answer.approved).toBe(true);
  expect(events.map(({ type }) => type)).toEqual(['approval-asked', 'approval-answered']);
});

test('the wait for an answer by the API ends with the answer of a person', async () => {
  const looked = deferred();
  const { host } = hostWith({
    cloud: { emulator: { approvalAnswer } } as unknown as Cloud,
    approve: async () => {
      await looked.promise;
      return { approved: true };
    },
  });
  async function approvalAnswer() {
    looked.resolve();
    return Promise.resolve(undefined);
  }
  const request = { executionId: 'one', commit: 'c0ffee', stage: 'prod', action: 'Approve' };
  expect(await host.approve(request, new AbortController().signal)).toEqual({ approved: true });
});

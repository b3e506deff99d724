import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../../rehearsal/emulator/cloud';
import type { CallFault, ExecutionReport } from '../../../rehearsal/emulator/control';
import { FaultError } from '../../../rehearsal/faults/fault';
import type { Definition } from '../../../rehearsal/plan/plan';
import { Processes } from '../../../rehearsal/processes/processes';
import { type DeliveryContext, makeRunner } from '../../../rehearsal/runner/delivery';
import { sleep } from '../../../rehearsal/runner/sleep';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { OtherSourceError } from '../../../rehearsal/workspace/other-sources';
import type { Workspace } from '../../../rehearsal/workspace/workspace';
import {
  approvalAction,
  buildAction,
  definition,
  invokeAction,
  PIPELINE_ROLE,
  sourceAction,
} from '../support';

type Event = Parameters<DeliveryContext['emit']>[0];

let logs: string;
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'waypost-delivery-'));
});
afterEach(() => {
  rmSync(logs, { recursive: true });
});

/** A function of the pipeline. It succeeds at once. */
const check = (overrides: Readonly<Record<string, unknown>> = {}) =>
  invokeAction({ FunctionName: 'check' }, overrides);
const CHECKED = definition({ One: [check()], Two: [check()] });

/** A pipeline's deliveries in a cloud in memory, where each function succeeds, and each approval by a person. */
function pipeline(
  deployed: Definition,
  context: Partial<DeliveryContext> = {},
  emulator: Partial<Cloud['emulator']> = {},
) {
  const events: Event[] = [];
  const reports: ExecutionReport[] = [];
  const faults: CallFault[] = [];
  const lifted: string[] = [];
  /** What the workspace waits for, before it removes its folders. */
  const held: Promise<unknown>[] = [];
  const role = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const projects = [{ name: 'project-Synth', serviceRole: 'role-of-the-build' }];
  const cloud = {
    emulator: {
      reportExecution: (report: ExecutionReport) => Promise.resolve(void reports.push(report)),
      resources: () => Promise.resolve([]),
      endpoints: () => Promise.resolve([]),
      approvalAnswer: () => new Promise(() => undefined),
      openJob: () => Promise.resolve(),
      jobResult: () => Promise.resolve({ status: 'succeeded', variables: { made: 'by a check' } }),
      plantFault: (fault: CallFault) => Promise.resolve(void faults.push(fault)),
      faultMetBy: () => Promise.resolve(undefined),
      liftFault: (id: string) => Promise.resolve(void lifted.push(id)),
      ...emulator,
    },
    actionRole: () => Promise.resolve(role),
    lambda: () => ({ send: () => Promise.resolve({}) }),
    codeBuild: () => ({
      send: ({ input: { names } }: { input: { names: (string | undefined)[] } }) =>
        names.includes(undefined)
          ? Promise.reject(new Error('A project is asked for without its name'))
          : Promise.resolve({ projects: projects.filter(({ name }) => names.includes(name)) }),
    }),
  };
  const workspace: Pick<Workspace, 'logs' | 'artifacts' | 'during'> = {
    logs,
    artifacts: logs,
    during: (work) => {
      held.push(work);
      return work;
    },
  };
  const runner = makeRunner({
    cloud: cloud as unknown as Cloud,
    workspace: workspace as Workspace,
    processes: new Processes(),
    environment: {},
    definition: () => Promise.resolve(deployed),
    approve: () => Promise.resolve({ approved: true }),
    sleep,
    limits: timeLimits(),
    console: undefined,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    ...context,
  });
  /** The events of one type. */
  const told = <T extends Event['type']>(type: T) =>
    events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  const deliver = (...args: Parameters<typeof runner.deliver>) => runner.deliver(...args);
  return { deliver, told, events, reports, faults, lifted, held };
}

describe('with folders that stand for sources', () => {
  const stages = { Source: [sourceAction()], Build: [buildAction('Synth')] };
  const otherSources = new Map([['Library', '/library']]);

  test('a pipeline that cannot be rehearsed fails its execution, and not the rehearsal', async () => {
    const broken = definition({ ...stages, Build: [buildAction('Synth', { Surprise: true })] });
    const { deliver, told } = pipeline(broken, { otherSources });
    expect(await deliver('c0ffee', 'push')).toMatchObject({ outcome: 'failed' });
    expect(told('execution-ended')).toMatchObject([
      { error: expect.stringContaining('Surprise: not rehearsed') as string },
    ]);
  });

  test('control: a source that the pipeline does not have is refused', async () => {
    const { deliver, events } = pipeline(definition(stages), { otherSources });
    await expect(deliver('c0ffee', 'push')).rejects.toThrow(OtherSourceError);
    expect(events).toEqual([]);
  });
});

test('control: without such folders, the pipeline need not have other sources', async () => {
  expect(await pipeline(CHECKED).deliver('c0ffee', 'push')).toMatchObject({ outcome: 'succeeded' });
});

test('each execution has an id of its own', async () => {
  const { deliver, told } = pipeline(CHECKED);
  await deliver('c0ffee', 'push');
  await deliver('beef', 'push');
  const ids = told('execution-started').map(({ executionId }) => executionId);
  expect(ids.map((id) => typeof id)).toEqual(['string', 'string']);
  expect(new Set(ids).size).toBe(2);
});

test('each action is told with the role under which it works', async () => {
  const role = 'arn:aws:iam::111111111111:role/of-the-action';
  const deployed = definition({
    One: [
      buildAction('Synth', { RoleArn: role }),
      buildAction('Missing', { RoleArn: role }),
      check({ RoleArn: role }),
    ],
    Two: [approvalAction()],
  });
  const { deliver, told } = pipeline(deployed);
  await deliver('c0ffee', 'push');
  const [started] = told('execution-started');
  const roles = started?.stages.flatMap(({ actions }) =>
    actions.map((action) => [action.name, action.role]),
  );
  expect(roles).toEqual([
    ['Synth', 'role-of-the-build'],
    ['Missing', role],
    ['Check', role],
    ['Approve', PIPELINE_ROLE],
  ]);
});

test('an action logs into a file with the number of its execution, its stage and its name', async () => {
  const { deliver, told } = pipeline(definition({ 'One@eu': [check()], Two: [approvalAction()] }));
  await deliver('c0ffee', 'push');
  await deliver('beef', 'push');
  expect(told('action-started').map(({ action, logPath }) => [action, logPath])).toEqual([
    ['Check', join(logs, '1-One_eu-Check.log')],
    ['Approve', undefined],
    ['Check', join(logs, '2-One_eu-Check.log')],
    ['Approve', undefined],
  ]);
  expect(readdirSync(logs).toSorted()).toEqual(['1-One_eu-Check.log', '2-One_eu-Check.log']);
});

test('the folders wait for every action but an approval, which may never be answered', async () => {
  let heldWhenAsked: number | undefined;
  const checks = [check(), check({ Name: 'Other' })];
  const { deliver, held } = pipeline(definition({ One: checks, Two: [approvalAction()] }), {
    approve: () => {
      heldWhenAsked = held.length;
      return Promise.resolve({ approved: true });
    },
  });
  await deliver('c0ffee', 'push');
  expect(heldWhenAsked).toBe(2);
  expect(held).toHaveLength(2);
});

describe('the emulated CodePipeline hears', () => {
  const states = (reports: readonly ExecutionReport[]) =>
    reports
      .flatMap(({ changes }) => changes.map(({ detail }) => detail))
      .map(({ stage, action, state }) => [stage, action, state].filter(Boolean).join(' '))
      .toSorted();

  test('each change of state once, and all of them before the delivery is over', async () => {
    const { deliver, reports } = pipeline(CHECKED);
    await deliver('c0ffee', 'push');
    expect(states(reports)).toEqual(
      [
        ...['One', 'Two'].flatMap((stage) =>
          [stage, `${stage} Check`].flatMap((what) => [`${what} STARTED`, `${what} SUCCEEDED`]),
        ),
        ...['STARTED', 'SUCCEEDED'],
      ].toSorted(),
    );
  });

  test('it twice, if the run asks for that', async () => {
    const { deliver, reports } = pipeline(CHECKED, { eventsTwice: 1 });
    await deliver('c0ffee', 'push');
    expect(states(reports).filter((state) => state === 'Two Check STARTED')).toHaveLength(2);
  });

  test('where an artifact is that an action has made', async () => {
    const made = { OutputArtifacts: [{ Name: 'Made' }] };
    const deployed = definition({
      One: [check(made)],
      Two: [check({ InputArtifacts: [{ Name: 'Made' }] })],
    });
    const { deliver, reports } = pipeline(deployed);
    await deliver('c0ffee', 'push');
    const [maker, reader] = reports.at(-1)?.actions ?? [];
    const [artifact] = maker?.output?.outputArtifacts ?? [];
    expect(artifact).toMatchObject({ name: 'Made', s3location: { bucket: 'artifacts' } });
    expect(reader?.input?.inputArtifacts).toEqual([artifact]);
  });

  test('what fails there fails the delivery', async () => {
    const reportExecution = () => Promise.reject(new Error('the emulator has ended'));
    const { deliver } = pipeline(
      definition({ One: [approvalAction()], Two: [approvalAction()] }),
      {},
      { reportExecution },
    );
    await expect(deliver('c0ffee', 'push')).rejects.toThrow('the emulator has ended');
  });
});

describe('notices', () => {
  test('a delivery ends with the types that are only recorded', async () => {
    const channel = { type: 'AWS::MediaLive::Channel', stack: 'dev', unknown: true };
    const resources = () => Promise.resolve([channel] as never);
    const { deliver, events } = pipeline(CHECKED, {}, { resources });
    await deliver('c0ffee', 'push');
    expect(events.at(-1)).toEqual({
      type: 'noticed',
      message: expect.stringContaining('AWS::MediaLive::Channel: 1, in dev') as string,
    });
  });

  test('control: where the emulator knows every type, a delivery notices nothing', async () => {
    const { deliver, told } = pipeline(CHECKED);
    await deliver('c0ffee', 'push');
    expect(told('noticed')).toEqual([]);
  });

  test('what an update gives to the pipeline is read from what the update said', async () => {
    const deployed = definition({
      One: [check({ Name: 'SelfMutate', Namespace: 'Update' })],
      Two: [check()],
    });
    const noticeOfUpdate = (said: Readonly<Record<string, string>>) => `granted ${said['made']}`;
    const { deliver, told } = pipeline(deployed, { noticeOfUpdate });
    await deliver('c0ffee', 'push');
    expect(told('noticed')).toEqual([{ type: 'noticed', message: 'granted by a check' }]);
  });
});

describe('faults', () => {
  const DENIED = { target: 'sqs', kind: 'deny' } as const;

  test('an action breaks in the delivery for which that was asked, and not in the next', async () => {
    const { deliver, told } = pipeline(CHECKED);
    const fault = { target: 'Two.Check', kind: 'fail' } as const;
    expect(await deliver('c0ffee', 'push', [fault])).toMatchObject({ outcome: 'failed' });
    expect(told('fault').map(({ status }) => status)).toEqual(['planted', 'met']);
    expect(await deliver('c0ffee', 'push')).toMatchObject({ outcome: 'succeeded' });
  });

  test('a service’s fault is planted before the delivery, and lifted after it', async () => {
    let liftedBefore: number | undefined;
    const { deliver, faults, lifted, told } = pipeline(
      definition({ One: [approvalAction()], Two: [approvalAction()] }),
      {
        approve: () => {
          liftedBefore = lifted.length;
          return Promise.resolve({ approved: true });
        },
      },
    );
    await deliver('c0ffee', 'push', [DENIED]);
    expect(faults).toMatchObject([{ label: 'sqs:deny', kind: 'deny', service: 'sqs' }]);
    expect(liftedBefore).toBe(0);
    expect(lifted).toEqual(faults.map(({ id }) => id));
    expect(told('fault').map(({ status }) => status)).toEqual(['planted', 'not-met']);
  });

  test('it is lifted also when the delivery cannot go on', async () => {
    const resources = () => Promise.reject(new Error('the emulator has ended'));
    const { deliver, faults, lifted } = pipeline(CHECKED, {}, { resources });
    await expect(deliver('c0ffee', 'push', [DENIED])).rejects.toThrow('the emulator has ended');
    expect(lifted).toEqual(faults.map(({ id }) => id));
  });

  test('a fault whose target the pipeline does not have is refused before anything begins', async () => {
    const { deliver, events } = pipeline(CHECKED);
    const fault = { target: 'Three.Check', kind: 'fail' } as const;
    await expect(deliver('c0ffee', 'push', [fault])).rejects.toThrow(FaultError);
    expect(events).toEqual([]);
  });
});

test('an approval that a call of the API answers is answered by that call', async () => {
  const approvalAnswer = () => Promise.resolve({ approved: false, summary: 'too broad' });
  const approve = () => new Promise<never>(() => undefined);
  const deployed = definition({ One: [check()], Two: [approvalAction()] });
  const { deliver, told } = pipeline(deployed, { approve }, { approvalAnswer });
  expect(await deliver('c0ffee', 'push')).toMatchObject({ outcome: 'rejected' });
  expect(told('approval-answered')).toMatchObject([{ approved: false, by: 'call' }]);
});

import {
  CloudFormationClient,
  type DescribeStackResourceDriftsCommandInput,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import {
  detectDrift,
  type DriftedResource,
  MOST_PAUSES,
} from '../../../lambdas/drift-detection/detect-drift';
import { tellDrift } from '../../../lambdas/drift-detection/tell';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { emfGauge } from '../../../lambdas/shared/metrics';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

const dns = { stackName: 'waypost-dev-dns', region: 'us-east-1' };
const contact = { stackName: 'waypost-dev-contact', region: 'eu-west-1' };

function changed(stack: StackAddress): DriftedResource {
  return {
    ...stack,
    logicalId: 'Queue',
    type: 'AWS::SQS::Queue',
    change: 'MODIFIED',
    properties: ['/VisibilityTimeout'],
  };
}

interface State {
  readonly status: string;
  readonly reason?: string;
}

interface FakeStack {
  readonly refused?: string;
  /** One for each time that it is asked; the last one stays. */
  readonly states?: readonly State[];
  readonly drifted?: readonly DriftedResource[];
}

const COMPLETE: State = { status: 'DETECTION_COMPLETE' };
const BUSY: State = { status: 'DETECTION_IN_PROGRESS' };

/** A drift as CloudFormation tells it. */
function asAnswered(one: DriftedResource): Partial<StackResourceDrift> {
  return {
    LogicalResourceId: one.logicalId,
    ResourceType: one.type,
    StackResourceDriftStatus: one.change,
    // What is gone has no properties to compare.
    ...(one.change === 'MODIFIED' && {
      PropertyDifferences: one.properties.map((PropertyPath) => ({
        PropertyPath,
        ExpectedValue: 'a',
        ActualValue: 'b',
        DifferenceType: 'NOT_EQUAL',
      })),
    }),
  };
}

/** Runs the real function over a CloudFormation with these stacks. */
async function detect(
  of: readonly StackAddress[],
  stacks: Readonly<Record<string, FakeStack>> = {},
  broken?: Error,
) {
  let pauses = 0;
  const asked = new Map<string, number>();
  const answer = (command: { readonly input: object }) => {
    const { StackName = '', StackDriftDetectionId = '' } = command.input as Record<string, string>;
    if (command instanceof DetectStackDriftCommand) {
      const refused = stacks[StackName]?.refused;
      if (refused !== undefined) {
        throw Object.assign(new Error(refused), { name: 'ValidationError' });
      }
      if (broken) throw broken;
      return { StackDriftDetectionId: `detection-of-${StackName}` };
    }
    if (command instanceof DescribeStackDriftDetectionStatusCommand) {
      const name = StackDriftDetectionId.replace(/^detection-of-/, '');
      const { states = [COMPLETE] } = stacks[name] ?? {};
      const turn = asked.get(name) ?? 0;
      asked.set(name, turn + 1);
      const { status, reason } = states[Math.min(turn, states.length - 1)] ?? COMPLETE;
      return { DetectionStatus: status, DetectionStatusReason: reason };
    }
    const { StackResourceDriftStatusFilters: only = [] } =
      command.input as DescribeStackResourceDriftsCommandInput;
    const { drifted } = stacks[StackName] ?? {};
    if (!drifted) return {};
    const drifts = drifted.map(asAnswered);
    // CloudFormation tells of those that are as they were, too, unless it is asked not to.
    const all = [...drifts, { StackResourceDriftStatus: 'IN_SYNC' as const }];
    return {
      StackResourceDrifts: all.filter(({ StackResourceDriftStatus: status }) =>
        only.some((one) => one === status),
      ),
    };
  };
  const clientIn = (region: string) => {
    const client = new CloudFormationClient({ region });
    client.send = (command: { readonly input: object }) =>
      Promise.resolve(command).then(answer) as Promise<never>;
    return client;
  };
  const report = await detectDrift(of, clientIn, () => {
    pauses += 1;
    return Promise.resolve();
  });
  return { report, pauses };
}

test('stacks that are as they were deployed are not reported', async () => {
  expect((await detect([dns, contact])).report).toEqual({ drifted: [], unknown: [] });
});

test('it waits for each detection, and tells what changed in whichever stack', async () => {
  const { report, pauses } = await detect([dns, contact], {
    [contact.stackName]: { states: [BUSY, BUSY, COMPLETE], drifted: [changed(contact)] },
  });
  expect(report).toEqual({ drifted: [changed(contact)], unknown: [] });
  expect(pauses).toBe(2);
});

test('of a detection that could not read everything it tells both what it found and why', async () => {
  const { report } = await detect([contact], {
    [contact.stackName]: {
      states: [{ status: 'DETECTION_FAILED', reason: 'AccessDenied' }],
      drifted: [changed(contact)],
    },
  });
  expect(report).toEqual({
    drifted: [changed(contact)],
    unknown: [{ ...contact, reason: 'AccessDenied' }],
  });
});

test('a stack that is being changed is passed over, and told', async () => {
  const { report } = await detect([dns, contact], {
    [dns.stackName]: { refused: 'UPDATE_IN_PROGRESS' },
  });
  expect(report).toEqual({
    drifted: [],
    unknown: [{ ...dns, reason: 'UPDATE_IN_PROGRESS' }],
  });
});

test('what is gone is told as such', async () => {
  const gone: DriftedResource = { ...changed(contact), change: 'DELETED', properties: [] };
  const { report } = await detect([contact], { [contact.stackName]: { drifted: [gone] } });
  expect(report.drifted).toEqual([gone]);
});

test('a detection that fails for no reason says so', async () => {
  const { report } = await detect([contact], {
    [contact.stackName]: { states: [{ status: 'DETECTION_FAILED' }] },
  });
  expect(report.unknown).toEqual([{ ...contact, reason: 'no reason given' }]);
});

test('no stacks are no drift, and no fault', async () => {
  expect((await detect([])).report).toEqual({ drifted: [], unknown: [] });
});

test('a detection that does not end is given up', async () => {
  const { report, pauses } = await detect([dns, contact], { [dns.stackName]: { states: [BUSY] } });
  expect(report.drifted).toEqual([]);
  expect(report.unknown).toEqual([{ ...dns, reason: 'it takes longer than ten minutes' }]);
  expect(pauses).toBe(MOST_PAUSES);
});

test('when no stack can be looked at, it fails, rather than say that all is well', async () => {
  const detection = (reason: string) =>
    detect([dns, contact], {
      [dns.stackName]: { refused: 'not there' },
      [contact.stackName]: { refused: reason },
    });
  await expect(detection('busy')).rejects.toMatchObject({
    name: 'NothingChecked',
    code: 'NOTHING_CHECKED',
    message: 'No stack could be checked: not there; busy',
  });
  await expect(detection('not there')).rejects.toThrow(/^No stack could be checked: not there$/);
});

test('a fault of CloudFormation is not taken for a refusal', async () => {
  const down = detect([dns, contact], { [dns.stackName]: { refused: 'busy' } }, new Error('down'));
  await expect(down).rejects.toThrow(/^down$/);
});

test('a detection that never ends counts as none', async () => {
  const never = detect([dns], { [dns.stackName]: { states: [BUSY] } });
  await expect(never).rejects.toThrow(
    'No stack could be checked: it takes longer than ten minutes',
  );
});

test('the log names stack, resource and paths, and the metric counts, zero included', () => {
  const lines: unknown[] = [];
  const write = (line: string) => lines.push(JSON.parse(line));
  const gauge = emfGauge('waypost', 'dev', write, () => 1);
  const tell = (drifted: DriftedResource[]) => {
    tellDrift({ drifted, unknown: [{ ...dns, reason: 'busy' }] }, jsonLogger(write), gauge);
    return lines.splice(0);
  };
  expect(tell([changed(contact)])).toEqual([
    { level: 'warn', event: 'drifted', ...changed(contact) },
    { level: 'warn', event: 'not_checked', ...dns, reason: 'busy' },
    expect.objectContaining({ Environment: 'dev', DriftedResources: 1 }),
  ]);
  expect(tell([]).at(-1)).toMatchObject({ DriftedResources: 0 });
});

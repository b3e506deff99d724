import { detectDrift, MOST_PAUSES } from '../../../lambdas/drift-detection/core';
import {
  DetectionRefused,
  type DetectionState,
  type DriftedResource,
  type DriftPorts,
} from '../../../lambdas/drift-detection/ports';
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

interface FakeStack {
  readonly refused?: string;
  /** One for each time that it is asked; the last one stays. */
  readonly states?: readonly DetectionState[];
  readonly drifted?: readonly DriftedResource[];
}

function cloudOf(stacks: Readonly<Record<string, FakeStack>>) {
  let paused = 0;
  const asked = new Map<string, number>();
  const ports: DriftPorts = {
    begin: ({ stackName }) => {
      const refused = stacks[stackName]?.refused;
      return refused === undefined
        ? Promise.resolve(`detection-of-${stackName}`)
        : Promise.reject(new DetectionRefused(new Error(refused)));
    },
    state: ({ stackName }, detection) => {
      if (detection !== `detection-of-${stackName}`) throw new Error('another detection');
      const { states = [{ kind: 'complete' }] } = stacks[stackName] ?? {};
      const turn = asked.get(stackName) ?? 0;
      asked.set(stackName, turn + 1);
      return Promise.resolve(states[Math.min(turn, states.length - 1)] ?? { kind: 'complete' });
    },
    drifted: ({ stackName }) => Promise.resolve(stacks[stackName]?.drifted ?? []),
    pause: () => {
      paused += 1;
      return Promise.resolve();
    },
  };
  return { ports, pauses: () => paused };
}

test('stacks that are as they were deployed are no news', async () => {
  const { ports } = cloudOf({});
  expect(await detectDrift([dns, contact], ports)).toEqual({ drifted: [], unknown: [] });
});

test('it waits for each detection, and tells what changed in whichever stack', async () => {
  const cloud = cloudOf({
    [contact.stackName]: {
      states: [{ kind: 'busy' }, { kind: 'busy' }, { kind: 'complete' }],
      drifted: [changed(contact)],
    },
  });
  expect(await detectDrift([dns, contact], cloud.ports)).toEqual({
    drifted: [changed(contact)],
    unknown: [],
  });
  expect(cloud.pauses()).toBe(2);
});

test('of a detection that could not read everything it tells both what it found and why', async () => {
  const { ports } = cloudOf({
    [contact.stackName]: {
      states: [{ kind: 'incomplete', reason: 'AccessDenied' }],
      drifted: [changed(contact)],
    },
  });
  expect(await detectDrift([contact], ports)).toEqual({
    drifted: [changed(contact)],
    unknown: [{ ...contact, reason: 'AccessDenied' }],
  });
});

test('a stack that is being changed is passed over, and told', async () => {
  const { ports } = cloudOf({ [dns.stackName]: { refused: 'UPDATE_IN_PROGRESS' } });
  expect((await detectDrift([dns, contact], ports)).unknown).toEqual([
    { ...dns, reason: 'UPDATE_IN_PROGRESS' },
  ]);
});

test('a detection that does not end is given up', async () => {
  const cloud = cloudOf({ [dns.stackName]: { states: [{ kind: 'busy' }] } });
  const { unknown } = await detectDrift([dns, contact], cloud.ports);
  expect(unknown).toEqual([{ ...dns, reason: 'it takes longer than ten minutes' }]);
  expect(cloud.pauses()).toBe(MOST_PAUSES);
});

test('when no stack can be looked at, it fails, rather than say that all is well', async () => {
  const { ports } = cloudOf({
    [dns.stackName]: { refused: 'not there' },
    [contact.stackName]: { refused: 'not there' },
  });
  await expect(detectDrift([dns, contact], ports)).rejects.toThrow(
    'No stack could be checked: not there',
  );
});

test('a fault of CloudFormation is not taken for a refusal', async () => {
  const { ports } = cloudOf({});
  const broken = { ...ports, begin: () => Promise.reject(new Error('down')) };
  await expect(detectDrift([dns, contact], broken)).rejects.toThrow('down');
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

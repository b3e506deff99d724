import { join } from 'node:path';
import { synthesizeStacks } from '../../bin/commands/synthesize';
import { loadConfig } from '../../lib/config/load-config';
import {
  type OutlinedStage,
  pipelineOutline,
  stepsAfterApproval,
  stepsInARow,
  stepsToDeployed,
} from '../../bench/delivery/pipeline-outline';

// As shipped.
const pipeline = synthesizeStacks(loadConfig(join(__dirname, '../..'))).find(({ stackName }) =>
  stackName.endsWith('-pipeline'),
);
const stages = pipelineOutline(pipeline?.template);
const [dev, prod] = ['dev', 'prod'].map((name) => {
  const stage = stages.find((one) => one.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
}) as [OutlinedStage, OutlinedStage];

describe('a push', () => {
  const steps = stepsToDeployed(stages, dev.name);

  test('reaches dev after at most three builds in a row', () => {
    expect(stepsInARow(steps, 'CodeBuild')).toBeLessThanOrEqual(3);
  });

  test('reaches dev after at most three steps of CloudFormation', () => {
    expect(stepsInARow(steps, 'CloudFormation')).toBeLessThanOrEqual(3);
  });

  test('publishes no asset twice', () => {
    const published = stages.find(({ name }) => name === 'Assets')?.steps.flat() ?? [];
    expect(published).toHaveLength(1);
  });

  test('control: a build before the stacks would count', () => {
    const build = [{ name: 'Extra', provider: 'CodeBuild' }];
    const slower = stages.map((one) =>
      one === dev ? { ...one, steps: [build, ...one.steps] } : one,
    );
    expect(stepsInARow(stepsToDeployed(slower, dev.name), 'CodeBuild')).toBe(4);
  });
});

describe('a click', () => {
  const steps = stepsAfterApproval(prod);

  test('waits for no build before prod has the release', () => {
    expect(stepsInARow(steps, 'CodeBuild')).toBe(0);
  });

  test('waits for at most three steps of CloudFormation', () => {
    expect(stepsInARow(steps, 'CloudFormation')).toBeGreaterThan(0);
    expect(stepsInARow(steps, 'CloudFormation')).toBeLessThanOrEqual(3);
  });

  test('control: a build between it and the stacks would count', () => {
    const asked = prod.steps.findIndex((step) =>
      step.some(({ provider }) => provider === 'Manual'),
    );
    const steps = prod.steps.toSpliced(asked + 1, 0, [{ name: 'Extra', provider: 'CodeBuild' }]);
    expect(stepsInARow(stepsAfterApproval({ name: 'prod', steps }), 'CodeBuild')).toBe(1);
  });
});

test('the builds that check have two cores', () => {
  const synth = stages.flatMap(({ steps }) => steps.flat()).find(({ name }) => name === 'Synth');
  // docs/adr/0033: they are bound by cores.
  expect(synth?.computeType).toBe('BUILD_GENERAL1_MEDIUM');
});

import { uncheckedApp } from '../../bin/app';
import {
  type OutlinedStage,
  pipelineOutline,
  stepsAfterApproval,
  stepsInARow,
  stepsToDeployed,
} from '../../release/pipeline-outline';
import { exampleConfig } from '../helpers/example-config';
import { TEST_CONTEXT } from '../helpers/test-app';

const config = exampleConfig();
const [template] = uncheckedApp(config, { context: TEST_CONTEXT })
  .synth()
  .stacks.filter(({ stackName }) => stackName.endsWith('-pipeline'))
  .map((stack): unknown => stack.template);
const stages = pipelineOutline(template);
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

test('the builds that check run where their memory is enough', () => {
  const synth = stages.flatMap(({ steps }) => steps.flat()).find(({ name }) => name === 'Synth');
  // ESLint alone takes more than 3 GB (docs/adr/0022).
  expect(synth?.computeType).toBe('BUILD_GENERAL1_MEDIUM');
});

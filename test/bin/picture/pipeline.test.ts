import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeStacks } from '../../../bin/commands/synthesize';
import { loadConfig } from '../../../lib/config/load-config';
import {
  type OutlinedStage,
  pipelineOutline,
  stepsAfterApproval,
  stepsInARow,
  stepsToDeployed,
} from '../../../bin/picture/pipeline-outline';
import { pipelinePicture } from '../../../bin/picture/pipeline-picture';

const ROOT = join(__dirname, '../../..');
// As shipped: docs/pipeline.svg shows it.
const pipeline = synthesizeStacks(loadConfig(ROOT)).find(({ stackName }) =>
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

test('the builds that check run where their memory is enough', () => {
  const synth = stages.flatMap(({ steps }) => steps.flat()).find(({ name }) => name === 'Synth');
  // ESLint alone takes more than 3 GB (docs/adr/0022).
  expect(synth?.computeType).toBe('BUILD_GENERAL1_MEDIUM');
});

describe('the picture of the pipeline', () => {
  const picture = pipelinePicture(stages);

  test('in docs is the one of the pipeline as shipped (npm run picture)', () => {
    expect(readFileSync(join(ROOT, 'docs/pipeline.svg'), 'utf8')).toBe(picture);
  });

  test('has a box for every action, and one in the legend for every kind', () => {
    const actions = stages.flatMap(({ steps }) => steps.flat());
    expect(picture.match(/class="box /g)).toHaveLength(actions.length + 5);
    for (const { name } of actions) expect(picture).toContain(name.replace(/\.Deploy$/, ''));
  });

  test('control: a kind of action that the legend does not name is refused', () => {
    const stranger = { name: 'x', steps: [[{ name: 'Deploy', provider: 'ECS' }]] };
    expect(() => pipelinePicture([...stages, stranger])).toThrow('the legend has no entry for ECS');
  });

  test('control: a name cannot break out of it', () => {
    const steps = [[{ name: '<script>&"', provider: 'Manual' }]];
    expect(pipelinePicture([{ name: '<b>', steps }])).not.toMatch(/<script|<b>/);
  });
});

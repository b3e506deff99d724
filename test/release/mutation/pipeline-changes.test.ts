import { pipelineChanges } from '../../../release/mutation/pipeline-changes';

const action = (Name: string, more: object = {}) => ({ Name, RunOrder: 1, ...more });

function template(stages: Record<string, object[]>, others: object = {}, properties: object = {}) {
  const Stages = Object.entries(stages).map(([Name, Actions]) => ({ Name, Actions }));
  return {
    Resources: {
      Pipeline: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages, ...properties } },
      ...others,
    },
  };
}

const role = (Description: string) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { Description },
    Metadata: { 'aws:cdk:path': 'waypost-pipeline/Synth/Role' },
  },
});

const shipped = template({ Source: [action('Source')], dev: [action('Deploy'), action('Test')] });

test('the same template changes nothing', () => {
  expect(pipelineChanges(shipped, structuredClone(shipped))).toEqual({ pipeline: [], others: [] });
});

test('stages and actions that come and go are named', () => {
  const next = template({
    Source: [action('Source')],
    dev: [action('Approve'), action('Deploy')],
    prod: [action('Deploy')],
  });
  expect(pipelineChanges(shipped, next).pipeline).toEqual([
    'stage prod is new',
    'stage dev: action Approve is new',
    'stage dev: action Test is gone',
  ]);
  expect(pipelineChanges(next, shipped).pipeline).toContain('stage prod is gone');
});

test('stages that change places are told', () => {
  const next = template({ dev: [action('Deploy'), action('Test')], Source: [action('Source')] });
  expect(pipelineChanges(shipped, next).pipeline).toEqual(['the order of the stages changes']);
});

test('what changes of an action is named: its build, its configuration, its place', () => {
  const build = (hash: string) =>
    action('Deploy', {
      Configuration: {
        EnvironmentVariables: `[{"name":"_PROJECT_CONFIG_HASH","value":"${hash}"}]`,
      },
    });
  expect(
    pipelineChanges(template({ dev: [build('a')] }), template({ dev: [build('b')] })).pipeline,
  ).toEqual(['stage dev: action Deploy changes: its build']);
  expect(
    pipelineChanges(
      template({ dev: [action('Approve', { Configuration: { CustomData: 'a' } })] }),
      template({ dev: [action('Approve', { Configuration: { CustomData: 'b' }, RunOrder: 2 })] }),
    ).pipeline,
  ).toEqual(['stage dev: action Approve changes: CustomData, its place in the order']);
});

test('a property of the pipeline restarts it, too', () => {
  const queued = template({}, {}, { ExecutionMode: 'QUEUED' });
  const superseded = template({}, {}, { ExecutionMode: 'SUPERSEDED', Triggers: [] });
  expect(pipelineChanges(queued, superseded).pipeline).toEqual([
    'ExecutionMode changes',
    'Triggers is new',
  ]);
});

test('other resources are told apart, by the name of their construct', () => {
  const stages = { dev: [action('Deploy')] };
  const changes = pipelineChanges(
    template(stages, { ...role('a'), Old: { Type: 'AWS::SNS::Topic' } }),
    template(stages, role('b')),
  );
  expect(changes).toEqual({
    pipeline: [],
    others: ['Old (AWS::SNS::Topic) is gone', 'Synth/Role (AWS::IAM::Role) changes'],
  });
});

test('a pipeline that comes or goes as a whole restarts nothing', () => {
  expect(pipelineChanges({}, shipped)).toEqual({
    pipeline: [],
    others: ['Pipeline (AWS::CodePipeline::Pipeline) is new'],
  });
});

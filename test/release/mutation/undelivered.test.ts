import { undelivered } from '../../../release/mutation/undelivered';

const pipelineStack = {
  stackName: 'waypost-pipeline',
  region: 'eu-west-1',
  account: '111111111111',
};
const [DEV, PROD] = ['222222222222', '333333333333'];

/** As CDK Pipelines writes it: the region only where it is another one. */
function deploys(StackName: string, account: string | undefined, RunOrder = 1, Region?: string) {
  return {
    Name: `${StackName}.Deploy`,
    ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'CloudFormation', Version: '1' },
    Configuration: { ActionMode: 'CREATE_UPDATE', StackName },
    RunOrder,
    ...(Region !== undefined && { Region }),
    ...(account !== undefined && {
      RoleArn: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:role/deploy`]],
      },
    }),
  };
}

const build = { Name: 'Synth', ActionTypeId: { Provider: 'CodeBuild' }, Configuration: {} };

function pipelineOf(...stages: readonly object[][]) {
  const Stages = stages.map((Actions) => ({ Actions }));
  return { Resources: { P: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages } } } };
}

const deployed = pipelineOf(
  [build],
  [deploys('waypost-dev-contact', DEV, 2), deploys('waypost-dev-dns', DEV, 1, 'us-east-1')],
  [deploys('waypost-prod-dns', PROD, 1, 'us-east-1'), deploys('waypost-prod-contact', PROD, 2)],
  [deploys('waypost-pull-requests', undefined)],
);
const dev = [
  { stackName: 'waypost-dev-dns', region: 'us-east-1', account: DEV },
  { stackName: 'waypost-dev-contact', region: 'eu-west-1', account: DEV },
];
const prod = [
  { stackName: 'waypost-prod-dns', region: 'us-east-1', account: PROD },
  { stackName: 'waypost-prod-contact', region: 'eu-west-1', account: PROD },
];
const pullRequests = {
  stackName: 'waypost-pull-requests',
  region: 'eu-west-1',
  account: pipelineStack.account,
};
const names = [
  [pipelineStack.account, 'tools'],
  [PROD, 'prod'],
] as const;

test('what the pipeline delivers on is not named', () => {
  const next = { stacks: [...dev, ...prod, pullRequests], accountNames: new Map(names) };
  expect(undelivered(deployed, next, pipelineStack)).toEqual([]);
});

test('an environment that is gone is named stack by stack by the id of its account, the last deployed first', () => {
  const next = { stacks: [...prod, pullRequests], accountNames: new Map(names) };
  expect(undelivered(deployed, next, pipelineStack)).toEqual([
    `npx waypost destroy ${DEV} --stack waypost-dev-contact --region eu-west-1`,
    `npx waypost destroy ${DEV} --stack waypost-dev-dns --region us-east-1`,
  ]);
});

test('a single stack is named by its environment, one of the pipeline itself by tools', () => {
  const next = { stacks: [...dev, ...prod.slice(0, 1)], accountNames: new Map(names) };
  expect(undelivered(deployed, next, pipelineStack)).toEqual([
    'npx waypost destroy tools --stack waypost-pull-requests --region eu-west-1',
    'npx waypost destroy prod --stack waypost-prod-contact --region eu-west-1',
  ]);
});

test('a stack that moves to another region is left behind in the first one', () => {
  const moved = prod.map((one) => ({ ...one, region: 'us-east-1' }));
  const next = { stacks: [...dev, ...moved, pullRequests], accountNames: new Map(names) };
  expect(undelivered(deployed, next, pipelineStack)).toEqual([
    'npx waypost destroy prod --stack waypost-prod-contact --region eu-west-1',
  ]);
});

import type { Tag } from '@aws-sdk/client-cloudformation';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { standardTags } from '../../../../../lib/tags';
import type { ProjectName } from '../../../../../lib/types/branded';
import type { ProvisionedResource } from '../../../../../rehearsal/emulator/inventory';
import { stacksLeftBehind } from '../../../../../bin/commands/rehearse/waypost/left-behind';
import type { Plan } from '../../../../../rehearsal/plan/plan';

const project = 'waypost' as ProjectName;
const DEV = '222222222222';
const HOME = 'eu-west-1';

/** A pipeline with the stage dev, which delivers one stack there. */
const plan = {
  stores: new Map([[HOME, { bucket: 'artifacts' }]]),
  stages: [
    {
      name: 'dev',
      groups: [
        [{ provider: 'CloudFormation', stackName: 'waypost-dev-dns', account: DEV, region: HOME }],
      ],
    },
  ],
} as unknown as Plan;

function resource(stack: string, region = HOME): ProvisionedResource {
  const place = { stack, account: DEV, region };
  return {
    ...place,
    logicalId: 'Topic',
    physicalId: 'topic',
    type: 'AWS::SNS::Topic',
    coverage: 'emulated',
    droppedProperties: [],
  };
}

/** Of a cloud whose stacks all have these tags. */
function leftBehind(tags: Readonly<Record<string, string>>, ...resources: ProvisionedResource[]) {
  const client = new CloudFormationClient({ region: HOME });
  const Tags = Object.entries(tags).map(([Key, Value]): Tag => ({ Key, Value }));
  client.send = () => Promise.resolve({ Stacks: [{ Tags }] });
  return stacksLeftBehind(resources, plan, project, { cloudFormation: () => client });
}

test('a stack that the pipeline does not deliver is told once, with what removes it', async () => {
  const tags = standardTags(project, 'dev', 'keys');
  expect(
    await leftBehind(
      tags,
      resource('waypost-dev-dns'),
      resource('waypost-dev-keys'),
      resource('waypost-dev-keys'),
    ),
  ).toEqual([
    `waypost-dev-keys in ${HOME} of account ${DEV} is no longer delivered, and stays as it is. To remove it here: npx waypost destroy dev --stack waypost-dev-keys --region ${HOME} --rehearsal`,
  ]);
});

test('a stack of an environment that is gone is removed by the id of its account', async () => {
  const tags = standardTags(project, 'old', 'dns');
  const [told] = await leftBehind(tags, resource('waypost-old-dns'));
  expect(told).toContain(`npx waypost destroy ${DEV} --stack waypost-old-dns `);
});

test.each([
  ['of somebody else', { project: 'other' }, HOME],
  ['without tags', {}, HOME],
  ['of bootstrap', standardTags(project, 'dev', 'bootstrap'), HOME],
  ['of the pipeline', standardTags(project, 'tools', 'pipeline'), HOME],
  ['with the artifacts of a region', standardTags(project, 'tools', 'pipeline-replica'), HOME],
])('a stack %s is not told', async (_, tags, region) => {
  expect(await leftBehind(tags, resource('waypost-x', region))).toEqual([]);
});

test('a stack with the artifacts of a region that the pipeline no longer acts in is', async () => {
  const tags = standardTags(project, 'tools', 'pipeline-replica');
  expect(await leftBehind(tags, resource('waypost-pipeline-replica-x', 'eu-north-1'))).toEqual([
    expect.stringContaining('destroy tools --stack waypost-pipeline-replica-x --region eu-north-1'),
  ]);
});

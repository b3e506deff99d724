import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { stackReader } from '../../release/review/read-stacks';
import { deploy, type Template } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const template: Template = {
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } } },
};
const WAIT = { Type: 'AWS::CloudFormation::WaitConditionHandle' };
const reader = () =>
  stackReader(
    (region) => new CloudFormationClient({ ...clientOf(emulator(), { account: DEV }), region }),
  );

describe('the reader of stacks', () => {
  test('lists those that stand in a region by the beginning of their names, newest first', async () => {
    const place = { stackName: 'waypost-dev-newer', region: REGION };
    for (const stack of ['waypost-dev-older', place.stackName, 'waypost-prod-x']) {
      await deploy(emulator(), { stack, template: { Resources: { Wait: WAIT } } });
    }
    const cloudFormation = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
    await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'waypost-dev-unmade',
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify(template),
      }),
    );
    await deploy(emulator(), {
      stack: 'waypost-dev-gone',
      template: { Resources: { Wait: WAIT } },
    });
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'waypost-dev-gone' }));

    const names = await reader().names(REGION, 'waypost-dev-');
    expect(names).toEqual([place.stackName, 'waypost-dev-older']);
    expect(await reader().names('us-east-1', 'waypost-dev-')).toEqual([]);
  });

  test('reads the tags of a stack', async () => {
    const cloudFormation = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'tagged',
        TemplateBody: JSON.stringify({ Resources: { Wait: WAIT } }),
        Tags: [{ Key: 'project', Value: 'waypost' }],
      }),
    );
    const tagged = { stackName: 'tagged', region: REGION };
    expect(await reader().tags(tagged)).toEqual({ project: 'waypost' });
    expect(await reader().tags({ ...tagged, region: 'us-east-1' })).toEqual({});
  });

  test('finds template, status, day and the names of what is there', async () => {
    await deploy(emulator(), { stack: 'storage', template });
    const found = await reader().read({ stackName: 'storage', region: REGION });
    expect(found).toMatchObject({
      status: 'CREATE_COMPLETE',
      lastUpdated: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/) as string,
      physicalIds: { Topic: expect.stringContaining(':news') as string },
    });
    expect(JSON.parse(found?.template ?? '')).toEqual(template);
  });

  test('finds nothing where there is none', async () => {
    await deploy(emulator(), { stack: 'here', template: { Resources: { Wait: WAIT } } });
    expect(await reader().read({ stackName: 'missing', region: REGION })).toBeUndefined();
    expect(await reader().read({ stackName: 'here', region: 'us-east-1' })).toBeUndefined();
  });
});

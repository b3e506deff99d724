import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackReader } from '../../release/review/read-stacks';
import { deploy, type Template } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const template: Template = {
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } } },
};
const reader = () =>
  stackReader(
    (region) => new CloudFormationClient({ ...clientOf(emulator(), { account: DEV }), region }),
  );

describe('the reader of stacks', () => {
  test('finds template, status, day and the names of what is there', async () => {
    await deploy(emulator(), { stack: 'waypost-dev-storage', template });
    const found = await reader().read({ stackName: 'waypost-dev-storage', region: REGION });
    expect(found).toMatchObject({
      status: 'CREATE_COMPLETE',
      lastUpdated: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/) as string,
      physicalIds: { Topic: expect.stringContaining(':news') as string },
    });
    expect(JSON.parse(found?.template ?? '')).toEqual(template);
  });

  test('finds nothing where there is none', async () => {
    const missing = { stackName: 'waypost-dev-contact', region: REGION };
    expect(await reader().read(missing)).toBeUndefined();
    const elsewhere = { stackName: 'waypost-dev-storage', region: 'us-east-1' };
    expect(await reader().read(elsewhere)).toBeUndefined();
  });
});

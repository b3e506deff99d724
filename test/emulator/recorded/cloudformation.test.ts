import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { isMissingStack } from '../../../lambdas/shared/describe-stack';
import { eventually } from '../../helpers/eventually';
import { story } from '../../helpers/story';
import { deploy } from '../support/deploy';
import { refusalOf, type Refusal } from '../support/refusal';
import { clientOf, DEV, runningEmulator } from '../support/running-emulator';

// Recorded on AWS, 2022 to 2025: test_changesets and test_stacks (snapshot.json) of
// https://github.com/localstack/localstack/tree/main/tests/aws/services/cloudformation/api

const emulator = runningEmulator();
const step = story();
const client = () => new CloudFormationClient(clientOf(emulator(), { account: DEV }));
const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const TemplateBody = JSON.stringify(template);

const statusOf = async (StackName: string) => {
  const { Stacks } = await client().send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0];
};

const deployed = step(async () => {
  await deploy(emulator(), { stack: 'there', template });
});
const deleted = step(async () => {
  await deploy(emulator(), { stack: 'gone', template });
  const id = (await statusOf('gone'))?.StackId ?? '';
  await client().send(new DeleteStackCommand({ StackName: id }));
  await eventually(async () =>
    (await statusOf(id))?.StackStatus === 'DELETE_COMPLETE' ? true : undefined,
  );
  return id;
});

const invalid = (message: string): Refusal => ({ code: 'ValidationError', status: 400, message });

// The words are recorded of the first two; what tells them from other faults is the same for all.
const ABSENT: readonly (readonly [string, RegExp, (name: string) => Promise<unknown>])[] = [
  [
    'DescribeStacks',
    /^Stack with id \w+ does not exist$/,
    (StackName) => client().send(new DescribeStacksCommand({ StackName })),
  ],
  [
    'DescribeStackEvents',
    /^Stack \[\w+\] does not exist$/,
    (StackName) => client().send(new DescribeStackEventsCommand({ StackName })),
  ],
  [
    'DescribeStackResources',
    /^Stack .* does not exist$/,
    (StackName) => client().send(new DescribeStackResourcesCommand({ StackName })),
  ],
  [
    'ListStackResources',
    /^Stack .* does not exist$/,
    (StackName) => client().send(new ListStackResourcesCommand({ StackName })),
  ],
  [
    'GetTemplate',
    /^Stack .* does not exist$/,
    (StackName) => client().send(new GetTemplateCommand({ StackName })),
  ],
];

describe.each([
  ['that never was', 'never', () => Promise.resolve('')],
  ['that is deleted', 'gone', deleted],
])('a stack %s', (_, StackName, before) => {
  test.each(ABSENT)('is none for %s, by its name', async (_operation, message, ask) => {
    await before();
    const call = ask(StackName);

    expect(await refusalOf(call)).toEqual({
      code: 'ValidationError',
      status: 400,
      message: expect.stringMatching(message) as string,
    });
    expect(await call.catch(isMissingStack)).toBe(true);
  });

  test('has no change set, and takes no update', async () => {
    await before();
    const missing = invalid(`Stack [${StackName}] does not exist`);
    const ChangeSetName = 'one';

    expect(
      await refusalOf(client().send(new DescribeChangeSetCommand({ StackName, ChangeSetName }))),
    ).toEqual(missing);
    expect(
      await refusalOf(client().send(new DeleteChangeSetCommand({ StackName, ChangeSetName }))),
    ).toEqual(missing);
    expect(
      await refusalOf(client().send(new UpdateStackCommand({ StackName, TemplateBody }))),
    ).toEqual(missing);
  });
});

test('a deleted stack is still described by its id, and cannot be updated', async () => {
  const id = await deleted();

  expect(await statusOf(id)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', StackId: id });
  expect(
    await refusalOf(client().send(new UpdateStackCommand({ StackName: id, TemplateBody }))),
  ).toEqual(invalid(`Stack:${id} is in DELETE_COMPLETE state and can not be updated.`));
});

test('deleting a stack that is not there succeeds', async () => {
  await expect(
    client().send(new DeleteStackCommand({ StackName: 'never' })),
  ).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test('an update without a change is refused in the words that tell it from other faults', async () => {
  await deployed();
  const call = client().send(new UpdateStackCommand({ StackName: 'there', TemplateBody }));

  expect(await refusalOf(call)).toEqual(invalid('No updates are to be performed.'));
  expect(await call.catch(isMissingStack)).toBe(false);
});

test('a change set without a change has failed, says why, and cannot be executed', async () => {
  await deployed();
  const name = { StackName: 'there', ChangeSetName: 'empty' };
  await client().send(new CreateChangeSetCommand({ ...name, TemplateBody }));
  const described = await eventually(async () => {
    const one = await client().send(new DescribeChangeSetCommand(name));
    return one.Status?.endsWith('_IN_PROGRESS') || one.Status?.endsWith('_PENDING')
      ? undefined
      : one;
  });

  expect(described).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason:
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    Changes: [],
  });
  expect(await refusalOf(client().send(new ExecuteChangeSetCommand(name)))).toMatchObject({
    code: 'InvalidChangeSetStatus',
    status: 400,
  });
});

test('a stack of which there is a change set only is in review', async () => {
  const name = { StackName: 'reviewed', ChangeSetName: 'first' };
  await client().send(
    new CreateChangeSetCommand({ ...name, ChangeSetType: 'CREATE', TemplateBody }),
  );
  const changes = await eventually(async () => {
    const one = await client().send(new DescribeChangeSetCommand(name));
    return one.Status === 'CREATE_COMPLETE' ? one : undefined;
  });

  expect(changes).toMatchObject({
    ExecutionStatus: 'AVAILABLE',
    Changes: [
      {
        Type: 'Resource',
        ResourceChange: {
          Action: 'Add',
          LogicalResourceId: 'Topic',
          ResourceType: 'AWS::SNS::Topic',
          Scope: [],
          Details: [],
        },
      },
    ],
  });
  expect(changes).not.toHaveProperty('StatusReason');
  expect(await statusOf('reviewed')).toMatchObject({
    StackStatus: 'REVIEW_IN_PROGRESS',
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    EnableTerminationProtection: false,
    DisableRollback: false,
    Tags: [],
  });
});

test('a stack that is there is not created again', async () => {
  await deployed();
  const StackName = 'there';

  expect(
    await refusalOf(client().send(new CreateStackCommand({ StackName, TemplateBody }))),
  ).toEqual({
    code: 'AlreadyExistsException',
    status: 400,
    message: 'Stack [there] already exists',
  });
  const again = {
    StackName,
    ChangeSetName: 'again',
    ChangeSetType: 'CREATE',
    TemplateBody,
  } as const;
  expect(await refusalOf(client().send(new CreateChangeSetCommand(again)))).toEqual(
    invalid('Stack [there] already exists and cannot be created again with the changeSet [again].'),
  );
});

test('the events of a creation are those that AWS has, with their reasons', async () => {
  await deployed();
  const { StackEvents = [] } = await client().send(
    new DescribeStackEventsCommand({ StackName: 'there' }),
  );
  const events = StackEvents.reverse();

  const whole = { ResourceType: 'AWS::CloudFormation::Stack', LogicalResourceId: 'there' };
  const topic = { ResourceType: 'AWS::SNS::Topic', LogicalResourceId: 'Topic' };
  const PhysicalResourceId = expect.stringMatching(/^arn:aws:sns:/) as string;

  expect(events).toMatchObject([
    {
      ...whole,
      ResourceStatus: 'CREATE_IN_PROGRESS',
      ResourceStatusReason: 'User Initiated',
      PhysicalResourceId: events[0]?.StackId,
    },
    { ...topic, ResourceStatus: 'CREATE_IN_PROGRESS', PhysicalResourceId: '' },
    {
      ...topic,
      ResourceStatus: 'CREATE_IN_PROGRESS',
      ResourceStatusReason: 'Resource creation Initiated',
      PhysicalResourceId,
    },
    { ...topic, ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId },
    { ...whole, ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId: events[0]?.StackId },
  ]);
  expect(events.filter((one) => one.ResourceStatusReason !== undefined)).toHaveLength(2);
  expect(await statusOf('there')).not.toHaveProperty('StackStatusReason');
});

test('control: an accepted call is noticed where a refusal was recorded', async () => {
  await deployed();
  await expect(refusalOf(statusOf('there'))).rejects.toThrow('the call was not refused');
});

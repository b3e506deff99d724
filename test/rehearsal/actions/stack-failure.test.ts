import { CloudFormationClient, type StackEvent } from '@aws-sdk/client-cloudformation';
import { describeFailure, wayOut } from '../../../rehearsal/actions/stack-failure';
import { inExecution } from '../fake-host';
import { deployAction } from '../support';

const TEMPLATE = JSON.stringify({
  Resources: { Kept: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' } },
});

/** What is said of a stack with these events, which CloudFormation gives newest first. */
function wayOutOf(...StackEvents: StackEvent[]) {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  jest.spyOn(client, 'send').mockImplementation(() => ({ StackEvents }));
  const stack = { StackName: 'broken', CreationTime: new Date(), StackStatus: 'ROLLBACK_COMPLETE' };
  const { action } = inExecution('CloudFormation', deployAction('Storage'));
  return wayOut(client, action, stack as never, TEMPLATE);
}

const Timestamp = new Date();
const begun = { LogicalResourceId: 'Kept', PhysicalResourceId: '', Timestamp } as StackEvent;
const made = { ...begun, PhysicalResourceId: 'kept-bucket' };

test('a resource that was begun and made in one moment is said to be retained', async () => {
  expect(await wayOutOf(made, begun)).toContain('Kept (AWS::S3::Bucket): kept-bucket');
});

test('control: a resource that was only begun is not', async () => {
  expect(await wayOutOf(begun)).toContain('None of its resources is retained.');
});

describe('why a stack has failed', () => {
  const StackId = 'arn:aws:cloudformation:eu-west-1:1:stack/broken/1';
  const since = new Date(Timestamp.getTime() - 60_000);
  const ofStack = { LogicalResourceId: 'broken', PhysicalResourceId: StackId, Timestamp };
  const inUse = {
    ...ofStack,
    ResourceStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
    ResourceStatusReason: 'Export a cannot be deleted as it is in use by b',
  } as StackEvent;
  const started = {
    ...ofStack,
    ResourceStatus: 'UPDATE_IN_PROGRESS',
    ResourceStatusReason: 'User Initiated',
  } as StackEvent;

  function reasonIn(...StackEvents: StackEvent[]) {
    const client = new CloudFormationClient({ region: 'eu-west-1' });
    jest.spyOn(client, 'send').mockImplementation(() => ({ StackEvents }));
    const stack = { StackName: 'broken', StackId, StackStatus: 'UPDATE_ROLLBACK_COMPLETE' };
    const { action } = inExecution('CloudFormation', deployAction('Storage'));
    return describeFailure(client, action, stack as never, since);
  }

  test("is the stack's own reason when no resource is at fault", async () => {
    expect(await reasonIn(inUse, started)).toMatch(/Export a cannot be deleted as it is in use/);
  });

  test("is a resource's before the stack's", async () => {
    const failed = {
      ...made,
      ResourceType: 'AWS::S3::Bucket',
      ResourceStatus: 'UPDATE_FAILED',
      ResourceStatusReason: 'Access Denied',
    } as StackEvent;
    expect(await reasonIn(inUse, failed, started)).toMatch(/Kept .*: Access Denied/);
  });

  test('control: an event of an earlier operation is not it', async () => {
    const earlier = { ...inUse, Timestamp: new Date(0) };
    expect(await reasonIn(started, earlier)).toMatch(/no reason given/);
  });
});

import { CloudFormationClient, type StackEvent } from '@aws-sdk/client-cloudformation';
import { wayOut } from '../../../rehearsal/actions/stack-failure';
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

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackReader } from '../../../release/review/read-stacks';

/** CloudFormation as it refuses every call. */
function refusing(message: string) {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  const error = Object.assign(new Error(message), { name: 'ValidationError' });
  client.send = () => Promise.reject(error);
  return stackReader(() => client).read({ stackName: 'waypost-prod-dns', region: 'eu-west-1' });
}

test('a stack of which CloudFormation knows nothing is not there', async () => {
  expect(await refusing('Stack with id waypost-prod-dns does not exist')).toBeUndefined();
});

test('another refusal is not taken for a stack that is not there', async () => {
  await expect(refusing('1 validation error detected')).rejects.toThrow('1 validation error');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { cloudFormation } from '../../../rehearsal/actions/cloudformation';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { zip } from '../../../rehearsal/runner/zip';
import { fakeHost, inExecution } from '../fake-host';
import { deployAction } from '../support';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-stack-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Deploys onto a stack that is in the given state and, with an update, gets into the next one. */
async function deploy(state: string, afterUpdate?: string, mode = 'CREATE_UPDATE') {
  let now: string | undefined = state;
  const sent: string[] = [];
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  const answer = (command: object) => {
    const name = command.constructor.name;
    if (!name.startsWith('Describe')) sent.push(name);
    switch (name) {
      case 'DescribeStacksCommand':
        if (now === undefined) throw missingStack();
        return { Stacks: [{ StackStatus: now, StackStatusReason: 'because' }] };
      case 'UpdateStackCommand':
        if (afterUpdate === undefined) throw new Error('No updates are to be performed.');
        now = afterUpdate;
        return {};
      case 'DeleteStackCommand':
        now = undefined;
        return {};
      case 'CreateStackCommand':
        now = 'CREATE_COMPLETE';
        return {};
      default:
        return { StackEvents: [] };
    }
  };
  const send = (command: object) => Promise.resolve(command).then(answer);
  client.send = send as CloudFormationClient['send'];
  writeFileSync(join(folder, 'stack.template.json'), '{"Resources":{}}');
  const artifact = join(folder, 'artifact.zip');
  await zip(folder, [{ path: 'stack.template.json', as: 'stack.template.json' }], artifact);
  const host = fakeHost({
    limits: { ...timeLimits(), stack: 0 },
    cloud: { cloudFormation: () => client },
    artifacts: { fetch: () => Promise.resolve(artifact) },
  });
  const { action, execution } = inExecution(
    'CloudFormation',
    deployAction('Storage', { ActionMode: mode }),
  );
  const result = await cloudFormation(action, execution, host, join(folder, 'log'));
  return { ...result, sent };
}

/** As CloudFormation says it. */
function missingStack() {
  return Object.assign(new Error('Stack with id stack-Storage does not exist'), {
    name: 'ValidationError',
  });
}

describe('stack', () => {
  test('without anything to update has succeeded, also after an update that was rolled back', async () => {
    expect(await deploy('UPDATE_COMPLETE')).toMatchObject({
      status: 'succeeded',
      stack: { name: 'stack-Storage', change: 'unchanged' },
    });
    expect(await deploy('UPDATE_ROLLBACK_COMPLETE')).toMatchObject({ status: 'succeeded' });
  });

  test('that its template changes has been updated', async () => {
    expect(await deploy('UPDATE_COMPLETE', 'UPDATE_COMPLETE')).toMatchObject({
      stack: { change: 'updated' },
    });
  });

  test('control: whose own update was rolled back has failed', async () => {
    expect(await deploy('UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE')).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/UPDATE_ROLLBACK_COMPLETE\. because/) as string,
    });
  });

  test('that never settles fails with its name and what it is doing', async () => {
    await expect(deploy('UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS')).rejects.toThrow(
      /stack-Storage is still in UPDATE_IN_PROGRESS after 0 s;.* --patience 5/,
    );
  });

  test.each(['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED'])(
    'that is in %s is made anew by an action that replaces on failure',
    async (state) => {
      expect(await deploy(state, undefined, 'REPLACE_ON_FAILURE')).toMatchObject({
        status: 'succeeded',
        stack: { change: 'created' },
        sent: ['DeleteStackCommand', 'CreateStackCommand'],
      });
    },
  );

  test('that is well is only updated by such an action', async () => {
    const result = await deploy('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'REPLACE_ON_FAILURE');
    expect(result).toMatchObject({ status: 'succeeded', sent: ['UpdateStackCommand'] });
  });

  test('control: whose creation failed is not made anew by an action that only updates', async () => {
    expect(await deploy('ROLLBACK_COMPLETE')).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('aws cloudformation delete-stack') as string,
      sent: [],
    });
  });
});

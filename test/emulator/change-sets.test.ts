import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountCredentials, Cloud } from '../../rehearsal/emulator/cloud';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { cloudFormation } from '../../rehearsal/actions/cloudformation';
import { timeLimits } from '../../rehearsal/runner/time-limits';
import { zip } from '../../rehearsal/runner/zip';
import { fakeHost, inExecution } from '../rehearsal/fake-host';
import { deployAction } from '../rehearsal/support';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** CDK Pipelines deploys so, unless told otherwise: one action makes a change set, the next executes it. */
const emulator = runningEmulator();
let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-change-set-'))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function act(stack: string, mode: string, template: object = {}) {
  writeFileSync(join(folder, 'stack.template.json'), JSON.stringify(template));
  const artifact = join(folder, 'artifact.zip');
  await zip(folder, [{ path: 'stack.template.json', as: 'stack.template.json' }], artifact);
  const ofTemplate = mode === 'CHANGE_SET_REPLACE' ? {} : { TemplatePath: undefined };
  const ofSet = mode.startsWith('CHANGE_SET') ? { ChangeSetName: 'PipelineChange' } : {};
  const raw = deployAction(stack, {
    ActionMode: mode,
    StackName: stack,
    ...ofTemplate,
    ...ofSet,
  });
  const { Configuration } = JSON.parse(JSON.stringify(raw)) as { Configuration: object };
  const { action, execution } = inExecution('CloudFormation', { ...raw, Configuration });
  const host = fakeHost({
    limits: timeLimits(),
    cloud: {
      cloudFormation: (...settings) => new Cloud(emulator()).cloudFormation(...settings),
      s3: (...settings) => new Cloud(emulator()).s3(...settings),
      actionRole: () => Promise.resolve(accountCredentials(TOOLS)),
    },
    emulator: { endpoint: emulator().endpoint },
    artifacts: { fetch: () => Promise.resolve(artifact) },
  });
  return cloudFormation(action, execution, host, join(folder, 'log'));
}

const make = (stack: string, template: object) => act(stack, 'CHANGE_SET_REPLACE', template);
const execute = (stack: string) => act(stack, 'CHANGE_SET_EXECUTE');
const stateOf = async (stack: string) => {
  const client = new Cloud(emulator()).cloudFormation(accountCredentials(TOOLS), REGION);
  return (await describeStack(client, stack))?.StackStatus;
};

const topic = (name: string, outputs: object = {}) => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } } },
  Outputs: { Name: { Value: name }, ...outputs },
});

describe('a change set', () => {
  test('creates nothing until it is executed, and gives the outputs of the stack then', async () => {
    expect(await make('created', topic('one'))).toMatchObject({ status: 'succeeded' });
    expect(await stateOf('created')).toBe('REVIEW_IN_PROGRESS');
    expect(await execute('created')).toMatchObject({
      status: 'succeeded',
      stack: { name: 'created', change: 'created' },
      variables: { Name: 'one' },
    });
    expect(await stateOf('created')).toBe('CREATE_COMPLETE');
  });

  test('that nobody has executed gives way to a newer one', async () => {
    await make('replaced', topic('old'));
    await make('replaced', topic('new'));
    expect(await execute('replaced')).toMatchObject({ variables: { Name: 'new' } });
    await make('replaced', topic('newer'));
    await make('replaced', topic('newest'));
    expect(await execute('replaced')).toMatchObject({
      stack: { change: 'updated' },
      variables: { Name: 'newest' },
    });
  });

  test('without changes is made and executed without a failure', async () => {
    await make('same', topic('one'));
    await execute('same');
    expect(await make('same', topic('one'))).toMatchObject({ status: 'succeeded' });
    expect(await execute('same')).toMatchObject({
      status: 'succeeded',
      stack: { change: 'unchanged' },
      variables: { Name: 'one' },
    });
  });

  test('that changes only outputs is executed', async () => {
    await make('outputs', topic('one'));
    await execute('outputs');
    await make('outputs', topic('one', { More: { Value: 'two' } }));
    expect(await execute('outputs')).toMatchObject({ variables: { Name: 'one', More: 'two' } });
  });

  test('is executed once: the next execution needs another', async () => {
    await make('once', topic('one'));
    await execute('once');
    expect(await execute('once')).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('has no change set PipelineChange') as string,
    });
  });

  test('of a template with an unknown type fails, and makes no stack', async () => {
    const template = { Resources: { Typo: { Type: 'AWS::SNS::Tpoic' } } };
    await expect(make('typo', template)).rejects.toThrow(/AWS::SNS::Tpoic/);
    expect(await stateOf('typo')).toBeUndefined();
  });

  test('whose creation was rolled back says how to get out', async () => {
    const template = { Resources: { Broken: { Type: 'AWS::SES::Template', Properties: {} } } };
    await make('broken', template);
    expect(await execute('broken')).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/Broken[^]*aws cloudformation delete-stack/) as string,
    });
    expect(await make('broken', topic('one'))).toMatchObject({ status: 'failed' });
  });

  test('takes a template that is too long for a call', async () => {
    const long = { Metadata: { Long: 'x'.repeat(60_000) }, ...topic('long') };
    await make('long', long);
    expect(await execute('long')).toMatchObject({ variables: { Name: 'long' } });
    await make('long', { ...long, ...topic('longer') });
    expect(await execute('long')).toMatchObject({ variables: { Name: 'longer' } });
  });
});

test('an action that deletes a stack succeeds also if there is none', async () => {
  await make('deleted', topic('one'));
  await execute('deleted');
  expect(await act('deleted', 'DELETE_ONLY')).toMatchObject({ status: 'succeeded' });
  expect(await stateOf('deleted')).toBeUndefined();
  expect(await act('deleted', 'DELETE_ONLY')).toEqual({ status: 'succeeded' });
});

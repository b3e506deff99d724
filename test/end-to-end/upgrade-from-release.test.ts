import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describeStack } from '../../lambdas/shared/describe-stack';
import { parseConfig } from '../../lib/config/parse-config';
import { environmentNames } from '../../lib/naming';
import { accountCredentials } from '../../rehearsal/emulator/cloud';
import { sample } from '../helpers/sample';
import { story } from '../helpers/story';
import { eventually } from '../helpers/eventually';
import { send } from '../emulator/support/http';
import { LiveRehearsal } from './support/live-rehearsal';
import { newestRelease, QuickClone } from './support/quick-clone';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

/** An owner who takes in what came since the newest release, and has a message that came before. */
const repository = new QuickClone(sample);
const rehearsal = new LiveRehearsal(repository, { from: 'release' });
const release = newestRelease();
// A shallow clone does not have the release's commit.
const whereItIs = release === undefined ? describe.skip : describe;
afterAll(async () => {
  await rehearsal.end();
  repository.remove();
});
const step = story();

/** Of the API's stack. The report has it only when this version has been delivered. */
async function contactApi(): Promise<string> {
  const { project, environments } = parseConfig(sample);
  const prod = environments.find(({ name }) => name === 'prod');
  if (!prod) throw new Error('The sample has no prod.');
  const { account, name, region } = prod;
  const credentials = accountCredentials(account);
  const client = new CloudFormationClient({ endpoint: rehearsal.endpoint, region, credentials });
  const stack = await describeStack(client, environmentNames(project, name).stacks.contact);
  const outputs = stack?.Outputs?.map(({ OutputValue = '' }) => OutputValue) ?? [];
  const [, id] = /(\w+)\.execute-api\./.exec(outputs.join('\n')) ?? [];
  return `http://${String(id)}.execute-api.localhost:${new URL(rehearsal.endpoint).port}`;
}

async function submit(message: string): Promise<number> {
  const { status } = await send(`${await contactApi()}/forms/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'Ada', email: 'ada@example.org', message }).toString(),
  });
  return status;
}

/** Waits until the message is in the table and mailed. */
const mailed = (message: string) =>
  eventually(async () =>
    (await rehearsal.submissions()).find(
      ({ status, values }) => status === 'mailed' && values['message'] === message,
    ),
  );

whereItIs('an upgrade from the newest release', () => {
  test(
    'the previous release is delivered, and a message comes in',
    step(async () => {
      repository.tagEarlier('release', release ?? '');
      await rehearsal.prepare();
      expect(rehearsal.report.from).toMatchObject({ outcome: 'succeeded' });
      expect(await submit('before')).toBe(303);
      await mailed('before');
    }),
  );

  test(
    'this version is delivered on top, and the message is still there',
    step(async () => {
      const { status } = await rehearsal.ended(rehearsal.push());
      expect({ status, output: rehearsal.output }).toMatchObject({ status: 'succeeded' });
      await mailed('before');
    }),
  );

  test(
    'the form works as before',
    step(async () => {
      expect(await submit('after')).toBe(303);
      await mailed('after');
    }),
  );
});

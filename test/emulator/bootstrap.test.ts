import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { loadConfig } from '../../lib/config/load-config';
import { toolsRegions } from '../../lib/config/regions';
import { accountNames } from '../../lib/naming';
import { clientEnvironment } from '../../rehearsal/emulator/client-environment';
import { nodeBinary, repositoryRoot } from '../../rehearsal/paths';
import { clientOf, runningEmulator, temporaryDirectory } from './support/running-emulator';

const emulator = runningEmulator();
const config = loadConfig(repositoryRoot);
const tools = { ...config.tools, regions: toolsRegions(config) };

/** The command as an owner types it, with the account's credentials. */
async function waypost(...args: string[]) {
  const home = await temporaryDirectory();
  try {
    const { stdout } = await promisify(execFile)(
      nodeBinary,
      ['--import', 'tsx', join(repositoryRoot, 'bin/waypost.ts'), ...args],
      {
        cwd: repositoryRoot,
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          ...clientEnvironment(emulator(), { account: tools.account }, tools.region),
        },
      },
    );
    return stdout;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A stack's state, and the policies that bootstrap's gives to CloudFormation, in a region of the account. */
async function stackNamed(StackName: string, region: string) {
  const client = new CloudFormationClient(clientOf(emulator(), { account: tools.account }, region));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const [stack] = Stacks ?? [];
  const policies = stack?.Parameters?.find(
    ({ ParameterKey }) => ParameterKey === 'CloudFormationExecutionPolicies',
  );
  return { status: stack?.StackStatus, executionPolicies: policies?.ParameterValue?.split(',') };
}

test('bootstrap gives CloudFormation our policies in every region, and can be run again', async () => {
  await waypost('bootstrap', 'tools');
  const printed = await waypost('bootstrap', 'tools');
  expect(printed).toContain(`Limiting what deployments may do in tools, account ${tools.account}`);
  // Nothing of an emulated account is kept in the repository.
  expect(printed).not.toContain('waypost.bootstrap.json');

  const names = accountNames(config.project);
  expect((await stackNamed(names.bootstrapStack, tools.region)).status).toMatch(/_COMPLETE$/);
  const arn = (name: string) => `arn:aws:iam::${tools.account}:policy/${name}`;
  for (const region of tools.regions) {
    const { status, executionPolicies } = await stackNamed('CDKToolkit', region);
    expect(status).toMatch(/^(?:CREATE|UPDATE)_COMPLETE$/);
    expect(executionPolicies).toEqual(
      [1, 2, 3, 4, 5].map((number) => arn(names.executionPolicy(number))),
    );
  }
});

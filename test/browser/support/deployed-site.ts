import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../../cdk.json';
import { environmentRegions } from '../../../lib/config/regions';
import { clientEnvironment } from '../../../rehearsal/emulator/client-environment';
import { toLocal } from '../../../rehearsal/coverage';
import type { Emulator } from '../../../rehearsal/emulator/types';
import { nodeBinary, repositoryRoot } from '../../../rehearsal/paths';
import { ApplicationStage } from '../../../stages/application-stage';
import { clientOf } from '../../emulator/support/running-emulator';
import { exampleConfig } from '../../helpers/example-config';

const CDK = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

export interface DeployedSite {
  /** Address of the contact page on this machine. */
  readonly page: string;
  readonly api: string;
}

/** Deploys an environment of the example configuration as an owner's account would get it. */
export async function deploySite(emulator: Emulator): Promise<DeployedSite> {
  const config = exampleConfig();
  const [environment] = config.environments;
  if (!environment) throw new Error('The example configuration has no environment.');
  const { account, region } = environment;
  const folder = await mkdtemp(join(tmpdir(), 'waypost-site-'));
  const cdk = (...args: string[]) =>
    promisify(execFile)(nodeBinary, [CDK, ...args, '--no-notices'], {
      cwd: repositoryRoot,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        ...clientEnvironment(emulator, { account }, region),
      },
    });
  try {
    const app = new App({ outdir: join(folder, 'cdk.out'), context: cdkJson.context });
    const stage = new ApplicationStage(app, environment.name, { ...config, environment });
    app.synth();
    const places = environmentRegions(environment).map((one) => `aws://${account}/${one}`);
    await cdk('bootstrap', ...places, '--app', '');
    const stacks = `${environment.name}/**`;
    await cdk('deploy', stacks, '--app', app.outdir, '--require-approval', 'never');
    return await addresses(emulator, stage.contact.stackName, { account, region });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addresses(
  emulator: Emulator,
  StackName: string,
  { account, region }: { readonly account: string; readonly region: string },
): Promise<DeployedSite> {
  const client = new CloudFormationClient(clientOf(emulator, { account }, region));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const endpoints = await emulator.endpoints();
  const output = (key: string) => {
    const found = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (found === undefined) throw new Error(`Stack ${StackName} has no output ${key}.`);
    return toLocal(found, endpoints);
  };
  return { page: output('ContactPageUrl'), api: output('ContactApiUrl') };
}

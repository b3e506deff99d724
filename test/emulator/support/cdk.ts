import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../../cdk.json';
import { clientEnvironment } from '../../../rehearsal/emulator/client-environment';
import type { Emulator } from '../../../rehearsal/emulator/types';
import { nodeBinary, repositoryRoot } from '../../../rehearsal/paths';

const CDK = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

export interface CdkDeployment {
  readonly account: string;
  readonly region: string;
  /** Where the stacks live; each is bootstrapped. */
  readonly regions: readonly string[];
  /** Fills the app, and returns the pattern of the stacks to deploy. */
  readonly fill: (app: App) => string;
}

/** Deploys stacks with the CDK CLI, as an owner's account would get them. */
export async function cdkDeploy(emulator: Emulator, deployment: CdkDeployment): Promise<void> {
  const { account, region, regions, fill } = deployment;
  const folder = await mkdtemp(join(tmpdir(), 'waypost-cdk-'));
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
    const stacks = fill(app);
    app.synth();
    const places = regions.map((one) => `aws://${account}/${one}`);
    await cdk('bootstrap', ...places, '--app', '');
    await cdk('deploy', stacks, '--app', app.outdir, '--require-approval', 'never');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../../cdk.json';
import { clientEnvironment } from '../../../rehearsal/emulator/client-environment';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { nodeBinary, repositoryRoot } from '../../../rehearsal/paths';

/** Runs the CDK CLI with these arguments. */
export type Cdk = (args: readonly string[]) => Promise<void>;

const CDK = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');

export interface CdkDeployment {
  readonly account: string;
  readonly region: string;
  /** Where the stacks live; each is bootstrapped. */
  readonly regions: readonly string[];
  /** What has to be there before a bootstrap. */
  readonly prepare?: (cdk: Cdk) => Promise<void>;
  /** Fills the app, and returns the pattern of the stacks to deploy. */
  readonly fill: (app: App) => string;
}

/** Deploys stacks with the CDK CLI, as an owner's account would get them. */
export async function cdkDeploy(emulator: Emulator, deployment: CdkDeployment): Promise<void> {
  const { account, region, regions, prepare, fill } = deployment;
  await withCdk(emulator, { account, region }, async (cdk, folder) => {
    const app = new App({ outdir: join(folder, 'cdk.out'), context: cdkJson.context });
    const stacks = fill(app);
    app.synth();
    const places = regions.map((one) => `aws://${account}/${one}`);
    await prepare?.(cdk);
    await cdk(['bootstrap', ...places, '--app', '']);
    await cdk(['deploy', stacks, '--app', app.outdir, '--require-approval', 'never']);
  });
}

/** Calls `use` with a CDK CLI that has the credentials of an account, and with a folder that goes. */
export async function withCdk(
  emulator: Emulator,
  { account, region }: Pick<CdkDeployment, 'account' | 'region'>,
  use: (cdk: Cdk, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-cdk-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    ...clientEnvironment(emulator, { account }, region),
  };
  try {
    await use(async (args) => {
      await promisify(execFile)(nodeBinary, [CDK, ...args, '--no-notices'], {
        cwd: repositoryRoot,
        env,
      });
    }, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

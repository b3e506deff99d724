import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PreparationStep } from '../../../rehearsal/app';
import { cdkApp } from '../../../rehearsal/cdk-app/cdk-app';
import { ScratchRepository } from '../../end-to-end/support/scratch-repository';
import { definition, deployAction, sourceAction } from '../support';

const TOOLS = '444444444444';
const PROD = '666666666666';

let repository: ScratchRepository;
beforeEach(() => {
  repository = new ScratchRepository();
  mkdirSync(join(repository.folder, 'node_modules', 'aws-cdk'), { recursive: true });
  repository.write('.gitignore', 'node_modules\n*-assembly\n');
  repository.write('cdk.json', '{"app":"npx tsx app.ts"}');
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.commit('feat: begin');
});
afterEach(() => {
  repository.remove();
});

interface Written {
  /** `aws://account/region` of the pipeline, and of the stack that it delivers. */
  readonly pipeline: string;
  readonly site: string;
  readonly qualifier?: string;
}

/** What `cdk synth` writes for a pipeline that delivers one stack to a stage. */
function write(folder: string, { pipeline, site, qualifier = 'hnb659fds' }: Written): void {
  const stage = join(folder, 'assembly-prod');
  mkdirSync(stage, { recursive: true });
  const stack = (environment: string, templateFile: string) => ({
    type: 'aws:cloudformation:stack',
    environment,
    properties: {
      templateFile,
      bootstrapStackVersionSsmParameter: `/cdk-bootstrap/${qualifier}/version`,
    },
  });
  const manifest = (path: string, artifacts: object) => {
    writeFileSync(join(path, 'manifest.json'), JSON.stringify({ version: '54.0.0', artifacts }));
  };
  const template = (path: string, Resources: object) => {
    writeFileSync(path, JSON.stringify({ Resources }, undefined, 1));
  };
  manifest(folder, {
    Delivery: stack(pipeline, 'delivery.json'),
    'assembly-Delivery-prod': {
      type: 'cdk:cloud-assembly',
      properties: { directoryName: 'assembly-prod', displayName: 'Delivery/prod' },
    },
  });
  manifest(stage, { 'prod-Site': stack(site, 'site.json') });
  const [, account = '', region = ''] = /^aws:\/\/(\d+)\/(.*)$/.exec(site) ?? [];
  const RoleArn = `arn:aws:iam::${account}:role/deploy`;
  const deploy = deployAction('Site', { StackName: 'prod-Site' }, { RoleArn, Region: region });
  template(join(folder, 'delivery.json'), {
    Pipeline: {
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: {
        ...definition({ Source: [sourceAction()], prod: [deploy] }).properties,
        ArtifactStore: { Type: 'S3', Location: 'artifacts' },
      },
    },
  });
  template(join(stage, 'site.json'), {});
}

/** Opens the app. Its CDK CLI writes this for credentials of an account. */
async function open(synthesized: (account: string) => Written) {
  const source = await cdkApp({ folder: repository.folder, workingTree: false });
  const steps: PreparationStep[] = [];
  const app = await source.open(repository.folder, (step) => {
    steps.push(step);
    write(step.args[step.args.indexOf('--output') + 1] ?? '', synthesized(step.account));
    return Promise.resolve();
  });
  return { app, steps };
}

const environment = (account: string) => `aws://${account}/eu-west-1`;

describe('an app by its assembly', () => {
  test('has the branch, the pipeline and the environments that its stacks say', async () => {
    const { app, steps } = await open(() => ({
      pipeline: environment(TOOLS),
      site: environment(PROD),
    }));
    expect(steps.map(({ name }) => name)).toEqual(['cdk synth']);
    expect(app).toMatchObject({
      branch: 'main',
      pipeline: { stack: 'Delivery', account: TOOLS, region: 'eu-west-1' },
      notices: [],
    });
    expect(app.synthesized?.map(({ stack, account }) => [stack, account])).toEqual([
      ['Delivery', TOOLS],
      ['prod-Site', PROD],
    ]);
    const [prod, ...others] = app.environments;
    expect(others).toEqual([]);
    expect(prod).toMatchObject({ name: 'prod', account: PROD, region: 'eu-west-1' });
    const site = { stack: 'prod-Site', account: PROD, region: 'eu-west-1' };
    expect([prod?.owns(site), prod?.owns({ ...site, account: TOOLS })]).toEqual([true, false]);
  });

  test('bootstraps what it deploys to, which trusts the account of the pipeline', async () => {
    const { app } = await open(() => ({ pipeline: environment(TOOLS), site: environment(PROD) }));
    const trusting = app.bootstraps.map(({ name, account, args }) => [
      name,
      account,
      args.includes('--trust') ? args[args.indexOf('--trust') + 1] : undefined,
    ]);
    expect(trusting).toEqual([
      [`cdk bootstrap ${environment(TOOLS)}`, TOOLS, undefined],
      [`cdk bootstrap ${environment(PROD)}`, PROD, TOOLS],
    ]);
    expect(app.bootstraps.flatMap(({ args }) => args)).not.toContain('--qualifier');
  });

  test('bootstraps with the qualifier of its stacks, in a stack of its own', async () => {
    const { app } = await open(() => ({
      pipeline: environment(TOOLS),
      site: environment(TOOLS),
      qualifier: 'mine',
    }));
    const [one, ...others] = app.bootstraps;
    expect(others).toEqual([]);
    expect(one?.args.join(' ')).toContain('--qualifier mine --toolkit-stack-name CDKToolkit-mine');
  });

  test('without an account is nobody’s, and says so', async () => {
    const unknown = 'aws://unknown-account/unknown-region';
    const { app } = await open(() => ({ pipeline: unknown, site: environment(PROD) }));
    expect(app.pipeline).toMatchObject({ account: '111111111111', region: 'us-east-1' });
    expect(app.notices).toEqual([
      expect.stringMatching(/^Delivery names no account and no region, .* account 111111111111/),
    ]);
  });

  test('that looks up what its repository does not know, or bundles in Docker, is refused by name', async () => {
    const source = await cdkApp({ folder: repository.folder, workingTree: false });
    const asked: (readonly string[])[] = [];
    const opened = (said: string) =>
      source.open(repository.folder, ({ args }) => {
        asked.push(args);
        return Promise.reject(new Error(said));
      });
    await expect(opened("Missing context keys: 'vpc:a'.")).rejects.toThrow(
      /looks values up.*: vpc:a\. .*commit the cdk\.context\.json/,
    );
    expect(asked).toEqual([expect.arrayContaining(['--no-lookups'])]);
    await expect(opened('does not compile')).rejects.toThrow(/^does not compile$/);
    const bundled = 'Error: Failed to bundle asset Site/Fn/Code/Stage, bundle output is at x';
    // Version 1 of the CDK says the command first.
    for (const said of [`${bundled}\n--> Command: docker run --rm`, `docker run\n${bundled}`]) {
      await expect(opened(said)).rejects.toThrow(
        /asset Site\/Fn\/Code\/Stage is bundled in Docker.*esbuild/,
      );
    }
  });

  test('that takes the account of the credentials is synthesized with those of the pipeline', async () => {
    const { app, steps } = await open((account) => ({
      pipeline: environment(TOOLS),
      site: environment(account),
    }));
    expect(steps.map(({ account }) => account)).toEqual(['111111111111', TOOLS]);
    expect(app.environments).toMatchObject([{ name: 'prod', account: TOOLS }]);
    expect(app.bootstraps.map(({ account }) => account)).toEqual([TOOLS]);
  });
});

import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { PULL_REQUEST_ENV, type PullRequestEnv } from '../../release/before-merge/contract';
import { accountsOf } from '../../lib/config/accounts';
import { ArtifactStore } from '../../lib/pipeline/artifacts/artifact-store';
import { PullRequestAccess } from '../../lib/pipeline/pull-request-access';
import { PullRequestStack } from '../../lib/stacks/pull-request-stack';
import type { ProjectName } from '../../lib/types/branded';
import { ASSEMBLY_FILES } from '../../release/assembly/files';
import { waypost } from '../end-to-end/support/waypost-cli';
import { exampleConfig } from '../helpers/example-config';
import { testApp } from '../helpers/test-app';
import { withCdk } from './support/cdk';
import { deploy, outputsOf, type Template } from './support/deploy';
import { clientAs } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const config = exampleConfig();
const STACK = 'waypost-dev-storage';
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'messages' } };
const topic = { Type: 'AWS::SNS::Topic' };

/** The stacks of the pipeline and of the build, as far as they have to do with pull requests. */
function stacks({ connectionArn = config.source.connectionArn, suffix = '' } = {}) {
  const app = testApp();
  const inTools = () => ({
    env: config.tools,
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const project = `${config.project}${suffix}` as ProjectName;
  const pipeline = new Stack(app, `pipeline${suffix}`, inTools());
  const artifacts = new ArtifactStore(pipeline, 'Artifacts', { waitingDays: 7 });
  const props = { project, pullRequests: { provider: 'github' } as const, artifacts };
  const access = new PullRequestAccess(pipeline, 'PullRequests', {
    ...props,
    source: config.source,
    environments: config.environments,
  });
  pipeline.exportValue(artifacts.bucket.bucketName, { name: `bucket${suffix}` });
  const build = new PullRequestStack(app, `build${suffix}`, {
    ...props,
    ...inTools(),
    tools: config.tools,
    source: { ...config.source, connectionArn },
    access,
  });
  const templateOf = (stack: Stack) => Synthesized.fromStack(stack).toJSON() as unknown as Template;
  return { build: templateOf(build), pipeline: templateOf(pipeline) };
}

let work: string;
let bucket: string;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'waypost-pull-request-'));
  const outputs = await outputsOf(emulator(), {
    stack: 'pipeline',
    account: TOOLS,
    template: stacks().pipeline,
  });
  bucket = Object.values(outputs).find((value) => value.includes('artifactsbucket')) ?? '';
  const dev = accountsOf(config).find(({ account }) => account === DEV);
  if (!dev) throw new Error('The example configuration has no such account.');
  await withCdk(emulator(), dev, async (cdk) => {
    await deployPolicies(config, dev, [], cdk);
  });
  await deploy(emulator(), { stack: STACK, template: { Resources: { Queue: queue } } });
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** The cloud assembly of a pull request that changes dev, and brings an account that nobody is let into. */
function writeAssembly(next: Template) {
  const write = (file: string, content: unknown) => {
    writeFileSync(join(work, file), JSON.stringify(content));
  };
  const stage = (name: string) => ({
    type: 'cdk:cloud-assembly',
    properties: { directoryName: name, displayName: `waypost-pipeline/${name}` },
  });
  write('manifest.json', { artifacts: { dev: stage('dev'), prod: stage('prod') } });
  for (const [name, account] of [
    ['dev', DEV],
    ['prod', '333333333333'],
  ] as const) {
    mkdirSync(join(work, name), { recursive: true });
    write(`${name}/manifest.json`, {
      artifacts: {
        storage: {
          type: 'aws:cloudformation:stack',
          environment: `aws://${account}/${REGION}`,
          properties: { stackName: `waypost-${name}-storage`, templateFile: 'template.json' },
        },
      },
    });
    write(`${name}/template.json`, next);
  }
  write(ASSEMBLY_FILES.commits, []);
  write(ASSEMBLY_FILES.assets, []);
  write(ASSEMBLY_FILES.sbom, {});
  write(ASSEMBLY_FILES.settings, {
    project: 'waypost',
    environments: [
      { name: 'dev', account: DEV, region: REGION, approval: true, allowDestroy: [] },
      { name: 'prod', account: '333333333333', region: REGION, approval: true, allowDestroy: [] },
    ],
    regions: [REGION],
  });
}

/** The last command of the build spec, under the build's role. */
async function build(next: Template) {
  writeAssembly(next);
  const role = 'waypost-pull-request-build';
  const { credentials } = await clientAs(emulator(), 'codebuild.amazonaws.com', role, TOOLS);
  const environment = {
    [PULL_REQUEST_ENV.bucket]: bucket,
    [PULL_REQUEST_ENV.provider]: 'github',
    [PULL_REQUEST_ENV.repository]: 'example/waypost',
    [PULL_REQUEST_ENV.base]: 'main',
  } satisfies PullRequestEnv;
  return waypost(['check', 'difference', '--assembly', work], {
    ...environment,
    CODEBUILD_WEBHOOK_TRIGGER: 'pr/12',
    CODEBUILD_RESOLVED_SOURCE_VERSION: 'c0ffee',
    AWS_ENDPOINT_URL: emulator().endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
  });
}

describe('build of a pull request', () => {
  const make = (template: Template, stack: string) =>
    deploy(emulator(), { stack, account: TOOLS, template });

  test('is made, as its role may use the connection', async () => {
    const { status, reasons } = await make(stacks().build, 'build');
    expect({ status, reasons }).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  test('control: is refused with the words of CodeBuild where its role may not', async () => {
    const suffix = '-refused';
    const connectionArn = `${config.source.connectionArn}-other`;
    const { build, pipeline } = stacks({ suffix, connectionArn });
    await outputsOf(emulator(), {
      stack: `pipeline${suffix}`,
      account: TOOLS,
      template: pipeline,
    });
    const { status, reasons } = await make(build, `build${suffix}`);
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasons).toContainEqual(
      expect.stringContaining(`User is not authorized to access connection ${connectionArn}`),
    );
  });
});

describe('build of a pull request, under its role', () => {
  test('keeps a page of what would change, and says where nobody is let in', async () => {
    const { code, output } = await build({ Resources: { Queue: queue, Topic: topic } });
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('prefix=pull-requests%2F12%2Fdiff-dev.html') as string,
    });
    expect(output).toContain('prod is not compared');
    expect(output).toContain('No comment is written');
    const s3 = new S3Client({ ...clientOf(emulator(), { account: TOOLS }), forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      'pull-requests/12/diff-dev.html',
      'pull-requests/12/diff-dev.md',
    ]);
  });

  test('fails for what would be destroyed without a word, after it has shown it', async () => {
    const { code, output } = await build({ Resources: { Topic: topic } });
    expect(code).toBe(1);
    expect(output).toContain('diff-dev.html');
    expect(output).toContain('would remove from dev what holds state');
  });
});

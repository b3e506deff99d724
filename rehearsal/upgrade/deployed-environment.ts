import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { AppEnvironment, EnvironmentReader } from '../app';
import { settle } from '../actions/stack-work';
import { describeFailure } from '../actions/stack-failure';
import { templateArgument } from '../actions/template-argument';
import { clientEnvironment } from '../emulator/client-environment';
import { accountCredentials, type Cloud } from '../emulator/cloud';
import type { Emit } from '../events';
import { actionsOf } from '../plan/stage';
import { parsePlan, type Definition } from '../plan/plan';
import type { TimeLimits } from '../runner/time-limits';
import { stepLog, type PreparationContext } from '../workspace/preparation';
import { reportFirst } from './first-delivery';
import { inOrder, type DeployedTemplate } from './stack-order';
import { assetReferences, standInFor, type AssetReference } from './stand-in-assets';

interface EnvironmentPorts {
  readonly reader: EnvironmentReader;
  readonly environment: AppEnvironment;
  readonly cloud: Cloud;
  readonly preparation: PreparationContext;
  readonly limits: Pick<TimeLimits, 'stack'>;
  readonly definition: () => Promise<Definition>;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Makes an environment of the emulated cloud like a real one: the same templates, with the same parameters.
 * The pipeline of the rehearsed commit is already deployed.
 * @throws {FirstDeliveryFailed}
 */
export async function deployWhatIsDeployed(ports: EnvironmentPorts): Promise<void> {
  const { environment, emit, preparation } = ports;
  const { name } = environment;
  const label = `What is deployed in ${name}`;
  await reportFirst({ name, commit: null }, label, ports, async () => {
    const { workspace, step } = preparation;
    const log = (what: string) => stepLog(workspace, workspace.checkout, `${what} ${name}`);
    let stacks: readonly DeployedTemplate[] = [];
    await step(`read ${name}`, log('read'), async () => {
      stacks = inOrder(await readAll(ports));
    });
    const references = stacks.flatMap(({ template, region }) =>
      assetReferences(template, { account: environment.account, region }),
    );
    const published = await publish(references, ports);
    const replaced = new Set(
      references
        .filter(({ key, handler }) => handler !== undefined && !published.has(key))
        .map(({ key }) => key),
    ).size;
    const functions = `${replaced} ${replaced === 1 ? 'function' : 'functions'}`;
    emit({
      type: 'noticed',
      message: `${name}: ${stacks.length} stacks as they are deployed there. Their data and tags are not read; the code of ${functions}, which this commit does not have, is replaced by one that does nothing`,
    });
    await step(`deploy what ${name} has`, log('deploy'), async () => {
      for (const stack of stacks) await create(stack, ports);
    });
    await empty(references, ports);
  });
}

/** The stacks that a release has or had: those of the deployed pipeline, and all that the app knows. */
async function readAll({ reader, environment, definition }: EnvironmentPorts) {
  const delivered = actionsOf(parsePlan(await definition()))
    .filter((action) => action.provider === 'CloudFormation')
    .filter(({ account }) => account === environment.account);
  const known = environment.stacks.map(({ stack, region }) => ({ stackName: stack, region }));
  const places = new Map(
    [...delivered, ...known].map(({ stackName, region }) => [
      `${region} ${stackName}`,
      { stackName, region },
    ]),
  );
  const found: DeployedTemplate[] = [];
  for (const place of places.values()) {
    const stack = await reader.read(place);
    if (!stack) continue;
    if (stack.status.endsWith('_IN_PROGRESS')) {
      throw new Error(
        `${place.stackName} is in ${stack.status}. Wait until its operation has ended, and start again.`,
      );
    }
    // Its creation failed: it has no resources.
    if (stack.status === 'ROLLBACK_COMPLETE') continue;
    found.push({ ...place, template: stack.template, parameters: stack.parameters ?? {} });
  }
  if (found.length > 0) return found;
  throw new Error(
    `no stack of it is in account ${environment.account}. Release to ${environment.name} first, or start without --from.`,
  );
}

/**
 * Puts the assets of the templates into the bootstrap buckets. The commit's assets with the same key are
 * used, so that unchanged code works. Stand-ins replace the others.
 * @returns keys of the commit's own assets
 */
async function publish(
  references: readonly AssetReference[],
  { preparation, environment, cloud }: EnvironmentPorts,
): Promise<ReadonlySet<string>> {
  if (references.length === 0) return new Set();
  const { workspace, processes, emulator, limits, step } = preparation;
  const logFile = stepLog(workspace, workspace.checkout, 'synth');
  const client = clientEnvironment(emulator, { account: environment.account }, environment.region);
  const run = (file: string, args: readonly string[]) =>
    processes.run({
      file,
      args,
      cwd: workspace.checkout,
      env: { ...preparation.environment, ...client },
      logFile,
      timeoutMs: limits.command,
    });
  const published = new Set<string>();
  await step('npm run synth, for code that has not changed', logFile, async () => {
    await run('npm', ['run', 'synth']);
    for (const { path, keys } of await manifestsOf(join(workspace.checkout, 'cdk.out'))) {
      const wanted = references.filter(({ bucket, key }) => keys.get(key) === bucket);
      if (wanted.length === 0) continue;
      await run('npx', ['cdk-assets', '--path', path, 'publish']);
      for (const { key } of wanted) published.add(key);
    }
  });
  const s3 = s3Of(environment, cloud);
  for (const { bucket: Bucket, key: Key } of references) {
    if (published.has(Key)) continue;
    const Body = await standInFor(references.filter(({ key }) => key === Key));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
  return published;
}

const manifestSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        destinations: z.record(
          z.string(),
          z.object({ bucketName: z.string(), objectKey: z.string() }),
        ),
      }),
    )
    .default({}),
});

/** The assets that an assembly publishes: key -> bucket, from its manifest. */
async function manifestsOf(assembly: string) {
  const names = (await readdir(assembly, { recursive: true })).filter((name) =>
    name.endsWith('.assets.json'),
  );
  return Promise.all(
    names.map(async (name) => {
      const path = join(assembly, name);
      const { files } = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      const destinations = Object.values(files).flatMap((file) => Object.values(file.destinations));
      return {
        path,
        keys: new Map(destinations.map(({ bucketName, objectKey }) => [objectKey, bucketName])),
      };
    }),
  );
}

async function create(
  { stackName: StackName, region, template, parameters }: DeployedTemplate,
  { environment: { account }, cloud, limits, signal }: EnvironmentPorts,
): Promise<void> {
  signal.throwIfAborted();
  const client = cloud.cloudFormation(accountCredentials(account), region);
  const startedAt = new Date();
  await client.send(
    new CreateStackCommand({
      StackName,
      ...(await templateArgument(template, { account, region }, { cloud })),
      Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  const stack = await settle(client, StackName, signal, limits.stack);
  if (stack?.StackStatus === 'CREATE_COMPLETE') return;
  const action = { stackName: StackName, account, region };
  throw new Error(
    await describeFailure(
      client,
      action,
      stack ?? { StackName, CreationTime: startedAt, StackStatus: undefined },
      startedAt,
    ),
  );
}

/** Removes the published assets, so that the pipeline's own actions publish them again. */
async function empty(
  references: readonly AssetReference[],
  { environment, cloud }: EnvironmentPorts,
): Promise<void> {
  const s3 = s3Of(environment, cloud);
  for (const Bucket of new Set(references.map(({ bucket }) => bucket))) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    }
  }
}

function s3Of({ account, region }: AppEnvironment, cloud: Cloud) {
  return cloud.s3(accountCredentials(account), region);
}

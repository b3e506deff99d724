import { join } from 'node:path';
import type {
  RehearsedApp,
  AppEnvironment,
  AppSource,
  PreparationStep,
  RunPreparationStep,
  SynthesizedStack,
} from '../app';
import type { Location } from '../emulator/inventory';
import { isIn } from '../plan/deployed-pipeline';
import type { Plan } from '../plan/plan';
import { readAssembly, stacksOf, type Assembly, type AssemblyStack } from './assembly';
import { CdkAppError } from './cdk-app-error';
import { deliveredStacks } from './delivered-stacks';
import { findApp } from './installed-app';
import { linksOf } from './links';
import type { StackPlace } from '../seen';
import { findPipeline, type PipelineStack } from './synthesized-pipeline';

/** Where a stack goes that leaves account and region to the credentials: those of a rehearsal are nobody's. */
const CREDENTIALS: Location = { account: '111111111111', region: 'us-east-1' };
/** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
const DEFAULT_QUALIFIER = 'hnb659fds';
const DEFAULT_BRANCH = 'main';

/** What a user says of an app. */
export interface CdkAppChoice {
  /** The folder with its cdk.json. */
  readonly folder: string;
  /** Name of the stack with the pipeline, for an app with several. */
  readonly pipeline?: string;
  readonly workingTree: boolean;
}

/**
 * Any CDK app with a pipeline. Its own cloud assembly says everything.
 * @throws {CdkAppError | WorkspaceError} for a folder that is no such app
 */
export async function cdkApp({ folder, pipeline, workingTree }: CdkAppChoice): Promise<AppSource> {
  const { directory, packages, tools } = await findApp(folder, workingTree);
  const open = async (clone: string, run: RunPreparationStep): Promise<RehearsedApp> => {
    const output = `${clone}-assembly`;
    const synthesize = async (place: Location) => {
      // The emulator would answer a lookup with what is not in the owner's account.
      const args = ['synth', '--quiet', '--no-lookups', '--output', output];
      try {
        await run(cdk('cdk synth', args, place), join(clone, directory));
      } catch (fault) {
        throw bundling(fault) ?? lookUps(fault) ?? fault;
      }
      return readAssembly(output);
    };
    let assembly = await synthesize(CREDENTIALS);
    let found = await findPipeline(assembly, pipeline, CREDENTIALS);
    if (found.place.account !== CREDENTIALS.account && usesCredentials(assembly)) {
      // Some stacks took the account of the credentials, and its owner deploys with those of the pipeline.
      assembly = await synthesize(found.place);
      found = await findPipeline(assembly, pipeline, found.place);
    }
    return appOf(assembly, found, directory, output);
  };
  return { packages, tools, open, openEarlier: open };
}

/** Says that an app needs Docker to bundle an asset. */
function bundling(cause: unknown): CdkAppError | undefined {
  const text = String(cause);
  const [, asset] = /Failed to bundle asset ([^\s,]+)/.exec(text) ?? [];
  if (asset === undefined || !text.includes('docker run')) return undefined;
  return new CdkAppError(
    `--app: the asset ${asset} is bundled in Docker, which a rehearsal does not have. A NodejsFunction is bundled without it where \`esbuild\` is among the app's packages; other assets by \`local\` in their bundling options.`,
    { cause },
  );
}

/** Says which values an app looks up, of which nobody here knows. */
function lookUps(cause: unknown): CdkAppError | undefined {
  const [, keys] = /Missing context keys: '([^']+)'/.exec(String(cause)) ?? [];
  if (keys === undefined) return undefined;
  return new CdkAppError(
    `--app: the app looks values up in AWS accounts, which a rehearsal does not ask: ${keys}. Run \`cdk synth\` with your credentials once, and commit the cdk.context.json that it writes.`,
    { cause },
  );
}

function usesCredentials(assembly: Assembly): boolean {
  return stacksOf(assembly).some(({ account }) => account === CREDENTIALS.account);
}

function appOf(
  assembly: Assembly,
  { stack, place, plan }: PipelineStack,
  directory: string,
  output: string,
): RehearsedApp {
  const primary = plan.sources.find(({ name }) => name === plan.primarySource);
  const deploy = ['deploy', stack.id, '--app', output, '--require-approval', 'never'];
  return {
    branch: primary?.branch ?? plan.sources.find(({ branch }) => branch)?.branch ?? DEFAULT_BRANCH,
    pipeline: { ...place, stack: stack.stackName },
    directory,
    bootstraps: bootstraps(stacksOf(assembly), place, plan).map((one) => ({
      ...one,
      // Without it, each would synthesize the app.
      args: [...one.args, '--app', output],
    })),
    // Only the assembly knows what these commands depend on.
    bootstrapSources: ['.'],
    deployment: cdk(`cdk deploy ${stack.id}`, deploy, place),
    synthesized: synthesized(stacksOf(assembly), { ...place, stack: stack.stackName }, plan),
    environments: assembly.stages.map((stage) => environmentOf(stage, place)),
    notices: placeNotices(stack, place),
    links: linksOf,
  };
}

/** The app's own CDK CLI. */
function cdk(
  name: string,
  args: readonly string[],
  { account, region }: Location,
): PreparationStep {
  return { name, args: ['--no', 'cdk', ...args, '--no-notices'], account, region };
}

/** Of every account and region that the pipeline is in, deploys to, or keeps artifacts in. */
function bootstraps(
  stacks: readonly AssemblyStack[],
  home: Location,
  plan: Plan,
): readonly PreparationStep[] {
  const stores = [...plan.stores.keys()].map((region) => ({ account: home.account, region }));
  const places = new Map(
    [home, ...stores, ...deliveredStacks(plan)].map(({ account, region }) => [
      `aws://${account}/${region}`,
      { account, region },
    ]),
  );
  return [...places].flatMap(([name, place]) => {
    const here = stacks.filter(
      ({ account = home.account, region = home.region }) =>
        account === place.account && region === place.region,
    );
    const qualifiers = new Set(here.flatMap(({ qualifier }) => qualifier ?? []));
    if (qualifiers.size === 0) qualifiers.add(DEFAULT_QUALIFIER);
    return [...qualifiers].map((qualifier) => {
      const own = qualifier !== DEFAULT_QUALIFIER;
      return cdk(
        `cdk bootstrap ${name}${own ? ` --qualifier ${qualifier}` : ''}`,
        [
          ...['bootstrap', name],
          ...['--cloudformation-execution-policies', 'arn:aws:iam::aws:policy/AdministratorAccess'],
          ...(place.account === home.account ? [] : ['--trust', home.account]),
          ...(own
            ? ['--qualifier', qualifier, '--toolkit-stack-name', `CDKToolkit-${qualifier}`]
            : []),
        ],
        place,
      );
    });
  });
}

/** The stack of the pipeline, and those that it delivers. */
function synthesized(
  stacks: readonly AssemblyStack[],
  home: StackPlace,
  plan: Plan,
): readonly SynthesizedStack[] {
  const delivered = deliveredStacks(plan).map((one) => ({ ...one, stack: one.stackName }));
  return stacks.flatMap(
    ({ stackName, account = home.account, region = home.region, templateFile }) => {
      const place = { stack: stackName, account, region };
      return [home, ...delivered].some((one) => isIn(place, one))
        ? [{ ...place, templateFile }]
        : [];
    },
  );
}

function environmentOf(stage: Assembly, home: Location): AppEnvironment {
  const stacks = stacksOf(stage).map((one) => ({
    stack: one.stackName,
    account: one.account ?? home.account,
    region: one.region ?? home.region,
  }));
  const [{ account, region } = home] = stacks;
  return {
    ...{ name: stage.name, account, region, stacks },
    owns: (one) => stacks.some((own) => isIn(one, own)),
  };
}

function placeNotices({ id, account, region }: AssemblyStack, place: Location): readonly string[] {
  const missing = [
    ...(account === undefined ? ['account'] : []),
    ...(region === undefined ? ['region'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    `${id} names no ${missing.join(' and no ')}, so AWS takes those of your credentials: it is rehearsed in account ${place.account}, region ${place.region}`,
  ];
}

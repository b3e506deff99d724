import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { S3Client, type PutObjectCommand } from '@aws-sdk/client-s3';
import { ArtifactMissing, zipArtifact } from '../../../rehearsal/actions/build-artifacts';
import { perform } from '../../../rehearsal/actions/perform';
import { parseBuildSpec } from '../../../rehearsal/actions/build-spec';
import { writeBuildScript } from '../../../rehearsal/actions/build-script';
import { substitute } from '../../../rehearsal/actions/variables';
import { definitionDifferences } from '../../../rehearsal/plan/definition-differences';
import { parsePlan, type Action, type Definition } from '../../../rehearsal/plan/plan';
import type { ActionResult, Execution } from '../../../rehearsal/runner/execution';
import { Runner } from '../../../rehearsal/runner/runner';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { filesBelow, unzip, zip } from '../../../rehearsal/runner/zip';
import { fakeHost, inExecution } from '../fake-host';
import { approvalAction, definition, deployAction, sourceAction } from '../support';
import {
  DEPLOYMENTS,
  ARTIFACTS,
  BUILDS,
  CONCURRENCY,
  deployedOf,
  PIPELINES,
  TIME_LIMITS,
  type ActionRow,
  type BuildRow,
  type PipelineRow,
} from './meaning-table';

const named = <Row extends { readonly subject: string; readonly saying: string }>(
  rows: readonly Row[],
) => rows.map((row) => [`${row.subject}: ${row.saying}`, row] as const);

const settled = () => new Promise(setImmediate);

function runnerOf(
  deployed: () => Definition,
  perform: (action: Action, execution: Execution) => Promise<ActionResult>,
) {
  let ids = 0;
  return new Runner({
    definition: () => Promise.resolve(deployed()),
    differences: definitionDifferences,
    perform,
    roleOf: (_, plan) => Promise.resolve(plan.roleArn),
    logPath: ({ name }) => name,
    emit: () => undefined,
    newId: () => `execution-${(ids += 1)}`,
    signal: new AbortController().signal,
  });
}

async function run(row: PipelineRow) {
  const { ends = {}, reads = {} } = row;
  const runs: string[][] = [];
  let running = 0;
  let change = 0;
  const runner = runnerOf(
    () => deployedOf(row, change),
    async ({ name }, { variables }) => {
      if (running === 0) runs.push([]);
      runs.at(-1)?.push(name);
      running += 1;
      // What runs side by side has begun by then.
      await settled();
      running -= 1;
      if (name === row.changedBy) change = 1;
      substitute(reads[name] ?? '', variables);
      return ends[name] ?? { status: 'succeeded' };
    },
  );
  const { outcome } = await runner.deliver('c0ffee', 'push');
  return { runs, outcome };
}

async function build({ phases, env = {} }: BuildRow) {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-meaning-'));
  const { variables, ...rest } = env as { readonly variables?: Record<string, string> };
  const spec = parseBuildSpec(JSON.stringify({ version: '0.2', phases, env: rest }), 'the row');
  const { script, exported } = await writeBuildScript(spec, join(folder, 'script'));
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', script], {
    env: { PATH: process.env['PATH'], CODEBUILD_SRC_DIR: folder, ...variables },
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('[Container]'));
  const found = { says: lines, succeeds: status === 0, exports: readFileSync(exported, 'utf8') };
  rmSync(folder, { recursive: true });
  return found;
}

async function act({ configuration, provider, files }: ActionRow, folder: string) {
  const synth = { ...files, 'stack.template.json': '{}' };
  for (const [file, text] of Object.entries(synth)) {
    mkdirSync(dirname(join(folder, 'synth', file)), { recursive: true });
    writeFileSync(join(folder, 'synth', file), text);
  }
  const artifact = join(folder, 'synth.zip');
  const all = Object.keys(synth).map((path) => ({ path, as: path }));
  await zip(join(folder, 'synth'), all, artifact);

  const raw = deployAction('Act', configuration, {
    OutputArtifacts: [{ Name: 'Out' }],
    ...(provider && {
      ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: provider, Version: '1' },
      Configuration: configuration,
    }),
  });
  const done = {
    parameters: {} as Record<string, string>,
    gives: {} as Record<string, string>,
    puts: [] as string[],
  };
  let made = false;
  const cloudFormation = new CloudFormationClient({ region: 'eu-west-1' });
  cloudFormation.send = ((command: { readonly input: CreateStackCommandInput }) => {
    if (command instanceof CreateStackCommand) {
      made = true;
      for (const { ParameterKey = '', ParameterValue = '' } of command.input.Parameters ?? []) {
        done.parameters[ParameterKey] = ParameterValue;
      }
    }
    const Outputs = [{ OutputKey: 'Url', OutputValue: 'u' }];
    return Promise.resolve({ Stacks: made ? [{ StackStatus: 'CREATE_COMPLETE', Outputs }] : [] });
  }) as CloudFormationClient['send'];
  const s3 = new S3Client({ region: 'eu-west-1' });
  s3.send = (({ input }: PutObjectCommand) => {
    done.puts.push(input.Key ?? '');
    return Promise.resolve({});
  }) as S3Client['send'];
  const host = fakeHost({
    limits: { ...timeLimits(), stack: 0 },
    scratch: folder,
    cloud: { cloudFormation: () => cloudFormation, s3: () => s3 },
    artifacts: {
      fetch: () => Promise.resolve(artifact),
      locate: (name) => Promise.resolve({ Bucket: 'artifacts', Key: `key-of-${name}` }),
      put: async (name, file) => {
        await unzip(file, join(folder, name));
        for (const path of await filesBelow(join(folder, name))) {
          done.gives[path] = readFileSync(join(folder, name, path), 'utf8');
        }
      },
    },
  });
  const { action, execution } = inExecution(provider ? 'S3Deploy' : 'CloudFormation', raw);
  expect(await perform(action, execution, join(folder, 'log'), host)).toMatchObject({
    status: 'succeeded',
  });
  return done;
}

describe('a pipeline means what it means on AWS', () => {
  test.each(named(PIPELINES))('%s', async (_, row) => {
    const { runs, outcome } = row;
    expect(await run(row)).toEqual({ runs, outcome });
  });

  test.each(named(CONCURRENCY))('%s', async (_, { mode, outcomes }) => {
    const deployed = definition(
      { Source: [sourceAction()], prod: [deployAction('Prod')] },
      { ExecutionMode: mode },
    );
    const waiting: (() => void)[] = [];
    const runner = runnerOf(
      () => deployed,
      async ({ name }) => {
        if (name === 'Prod') await new Promise<void>((end) => waiting.push(end));
        return { status: 'succeeded' };
      },
    );
    const pushes: Promise<{ readonly outcome: string }>[] = [];
    for (const commit of ['a', 'b', 'c']) {
      pushes.push(runner.deliver(commit, 'push'));
      await settled();
    }
    // Each deployment ends as soon as it has begun; more turns than deployments do no harm.
    for (let turn = 0; turn < 2 * pushes.length; turn += 1) {
      waiting.shift()?.();
      await settled();
    }
    expect((await Promise.all(pushes)).map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test.each(named(TIME_LIMITS))('%s', (_, { of, minutes }) => {
    const plan = parsePlan(definition({ Source: [sourceAction()], prod: [approvalAction()] }));
    const asked = plan.stages[1]?.groups[0]?.[0];
    const limits = {
      approval: asked?.provider === 'Manual' ? asked.timeLimitMinutes : undefined,
      build: timeLimits().build(undefined) / 60_000,
      job: timeLimits().job / 60_000,
    };
    expect(limits[of]).toBe(minutes);
  });

  test('control: a pipeline that runs otherwise does not pass for one that does', async () => {
    const row = PIPELINES.find(({ runs }) => runs.some((group) => group.length > 1));
    if (!row) throw new Error('no row has actions side by side');
    const oneByOne = Object.fromEntries(
      Object.entries(row.stages).map(([stage, actions]) => [
        stage,
        actions.map((action, index) => ({ ...action, RunOrder: index + 1 })),
      ]),
    );
    expect((await run({ ...row, stages: oneByOne })).runs).not.toEqual(row.runs);
  });
});

describe('a build means what it means on AWS', () => {
  test.each(named(BUILDS))('%s', async (_, row) => {
    const { says, succeeds, exports = '' } = row;
    expect(await build(row)).toEqual({ says, succeeds, exports });
  });
});

describe('an artifact is what it is on AWS', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waypost-meaning-'));
    mkdirSync(join(folder, 'cdk.out'));
    for (const file of ['cdk.out/a.json', 'cdk.out/b.txt', 'c.json']) {
      writeFileSync(join(folder, file), file);
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(named(ARTIFACTS))('%s', async (_, { artifacts, outputs, holds }) => {
    const text = JSON.stringify({ version: '0.2', phases: {}, artifacts });
    const spec = parseBuildSpec(text, 'the row');
    const filesOf = async (name: string) => {
      const zip = join(folder, `${name}.out`);
      await zipArtifact(spec, name, outputs, folder, zip);
      await unzip(zip, join(folder, name));
      return readdirSync(join(folder, name)).sort();
    };
    for (const [name, files] of Object.entries(holds)) {
      const found = await filesOf(name).catch((error: unknown) => {
        if (!(error instanceof ArtifactMissing)) throw error;
        return 'missing';
      });
      expect(found).toEqual(files);
    }
  });
});

describe('an action does what it does on AWS', () => {
  test.each(named(DEPLOYMENTS))('%s', async (_, row) => {
    const folder = mkdtempSync(join(tmpdir(), 'waypost-meaning-'));
    const { parameters = {}, gives = {}, puts = [] } = row;
    expect(await act(row, folder)).toEqual({ parameters, gives, puts });
    rmSync(folder, { recursive: true });
  });
});

test('docs/pipeline-meaning.md has each row, and says where AWS is silent', () => {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const lines = [
    ...PIPELINES,
    ...CONCURRENCY,
    ...TIME_LIMITS,
    ...BUILDS,
    ...ARTIFACTS,
    ...DEPLOYMENTS,
  ].map(({ subject, saying, source }) => {
    const name = source?.split('/').at(-1)?.replace('.html', '') ?? '';
    const from = source ? `[${name}](https://docs.aws.amazon.com/${source})` : 'AWS is silent';
    return [subject, saying, from].map(cell);
  });
  const rows = readFileSync(join(__dirname, '../../../docs/pipeline-meaning.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((text) => text.trim()),
    )
    .filter(([first]) => first !== 'Subject' && !first?.startsWith('-'));
  expect(rows).toEqual(lines);
});

import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { findSession } from '../../rehearsal/workspace/session-file';
import { clientOf, DEV } from '../emulator/support/running-emulator';
import { story } from '../helpers/story';
import { APP, BUILD_SPEC, FixtureRepository, SMOKE_TEST } from './support/fixture-repository';
import { RehearseCli } from './support/rehearse-cli';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

/** One rehearsal that stays up, of files that are not committed at first. Every step pushes to it. */
const repository = new FixtureRepository();
const head = repository.git('rev-parse', 'HEAD');
const NOT_COMMITTED = '// Not committed.';
repository.edit(APP, (text) => `${text}\n${NOT_COMMITTED}\n`);
const cli = new RehearseCli(repository.folder, '--yes', '--working-tree');
const step = story();
const ACCESS = 'lib/pipeline/pull-request-access.ts';

afterAll(async () => {
  await cli.remove();
  repository.remove();
});

const delivered = (commit = '[0-9a-f]{10}') =>
  new RegExp(`^(ok|FAILED|rejected) ${commit} (succeeded|failed|rejected)$`, 'gm');

/** Commits what has been edited and waits until it has been delivered. */
async function push(message: string) {
  const from = cli.output.length;
  const commit = repository.commit(message);
  await cli.says('Waiting for new commits', await cli.says(delivered(commit.slice(0, 10)), from));
  const executions = cli.report.executions.filter((execution) => execution.commit === commit);
  return { commit, output: cli.output.slice(from), executions, report: cli.report };
}

type Execution = (typeof cli.report.executions)[number];

function mutationOf(execution: Execution | undefined) {
  const [action] = execution?.stages.find(({ name }) => name === 'UpdatePipeline')?.actions ?? [];
  if (action === undefined) throw new Error('There is no self-mutation.');
  return action;
}

const start = step(async () => {
  await cli.says('Waiting for new commits');
  return { report: cli.succeeded, output: cli.output };
});
const approveDev = step(() => {
  repository.edit('waypost.config.ts', (text) => text.replace('approval: false', 'approval: true'));
  return push('feat: approve dev, too');
});

test('a rehearsal stays up after its first delivery, with dev and prod deployed', async () => {
  const { report, output } = await start();

  expect(report.restarts).toEqual([]);
  expect(report.executions[0]?.stages.map(({ name }) => name)).toEqual([
    'Source',
    'Build',
    'UpdatePipeline',
    'dev',
    'prod',
    'PullRequests',
  ]);
  expect(output).toMatch(/prod waits for approval\.\n[^]*1 added/);
});

test('a session with --working-tree stays on the working tree until there is a commit', async () => {
  const workingTree = (await start()).report.commit;
  const { commit, report } = await approveDev();

  expect(workingTree).not.toBe(head);
  expect(repository.git('show', `${workingTree}:${APP}`)).toContain(NOT_COMMITTED);
  expect(report.executions.map((execution) => execution.commit)).toEqual([
    workingTree,
    commit,
    commit,
  ]);
});

test('a commit that changes the pipeline restarts the execution, which then runs the new one', async () => {
  const { executions, report } = await approveDev();

  expect(executions.map(({ status }) => status)).toEqual(['restarted', 'succeeded']);
  expect(report.restarts[0]?.differences.join()).toMatch(/Stages\.dev\.Actions\.Approve is new/);
  const reviewed = executions[1]?.stages[3]?.actions.slice(0, 3);
  expect(reviewed?.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'DiffOf-dev succeeded',
    'Approve succeeded',
    'Check succeeded',
  ]);
  expect(readFileSync(mutationOf(executions[0]).logPath ?? '', 'utf8')).toMatch(
    /This commit changes the pipeline. The execution then starts again from Source:\n- stage dev: action DiffOf-dev is new\n- stage dev: action Approve is new\n/,
  );
  expect(readFileSync(mutationOf(executions[1]).logPath ?? '', 'utf8')).toMatch(
    /^The pipeline stays as it is\.$/m,
  );
});

const neverTheSame = step(() => {
  repository.edit(APP, (text) => text.replace("'Storage'", "'Storage' + String(Date.now())"));
  return push('feat: name a stack after the time');
});
const theSameAgain = step(() => {
  repository.edit(APP, (text) => text.replace("'Storage' + String(Date.now())", "'Storage'"));
  return push('fix: name the stack the same each time');
});

test('a synthesis that is never the same is stopped before the pipeline changes for the third time', async () => {
  const { output, executions } = await neverTheSame();

  expect(executions.map(({ status }) => status)).toEqual(['restarted', 'restarted', 'failed']);
  expect(output).toMatch(
    /the synthesis is not deterministic: commit [0-9a-f]{40} has changed the pipeline 2 times/,
  );
  expect(mutationOf(executions[2]).status).toBe('failed');
  const mended = await theSameAgain();
  expect(mended.executions.map(({ status }) => status)).toEqual(['restarted', 'succeeded']);
});

const documentation = step(async () => {
  const from = cli.output.length;
  repository.write('NOTES.md', 'read me');
  const commit = repository.commit('docs: add notes');
  await cli.says('starts no execution', from);
  return commit;
});
const broken = step(() => {
  repository.edit(BUILD_SPEC, (text) =>
    text.replace('- npm run synth', "- sh -c 'echo the reason; exit 9'\n      - npm run synth"),
  );
  return push('build: break it');
});

test('a commit that changes documentation alone starts no execution', async () => {
  const commit = await documentation();
  // One of it would have come before that of the next push.
  const { report } = await broken();

  expect(report.executions.map((execution) => execution.commit)).not.toContain(commit);
});

test('a failing build command shows the end of its log, and where the whole log is', async () => {
  const { output, executions } = await broken();

  expect(output).toMatch(/phase BUILD: command ended with 9: sh -c 'echo the reason; exit 9'/);
  expect(output).toMatch(/\| the reason\n[^]*whole log: .*Build-Synth\.log/);
  expect(executions[0]?.status).toBe('failed');
});

const mended = step(() => {
  repository.edit(BUILD_SPEC, (text) => text.replace(/ +- sh -c .*\n/, ''));
  return push('fix: build again');
});

test('the fix of a broken build spec is built by the fixed one, without an update of the pipeline', async () => {
  const { executions } = await mended();

  expect(executions.map(({ status }) => status)).toEqual(['succeeded']);
});

const noForm = step(() => {
  repository.edit(SMOKE_TEST, (text) => text.replace("fault = ''", "fault = 'no form'"));
  return push('feat: break the form');
});

test('a smoke test that fails in dev keeps the release out of prod', async () => {
  const { output, executions } = await noForm();
  const stages = executions[0]?.stages ?? [];

  expect(output).toMatch(/FAILED SmokeTest[^]*Error: no form/);
  expect(executions[0]?.status).toBe('failed');
  const prod = stages.find(({ name }) => name === 'prod')?.actions ?? [];
  expect(new Set(prod.map(({ status }) => status))).toEqual(new Set(['not-run']));
});

const stackThatFails = step(() => {
  repository.edit(SMOKE_TEST, (text) => text.replace("fault = 'no form'", "fault = ''"));
  repository.edit(APP, (text) =>
    text
      .replace(
        'return { stage,',
        `const broken = new Stack(stage, 'Broken', { stackName: \`waypost-\${name}-broken\` });
    const kept = new Bucket(broken, 'Kept', { removalPolicy: RemovalPolicy.RETAIN });
    const invalid = new CfnTemplate(broken, 'Invalid', {});
    invalid.node.addDependency(kept);
    return { stage,`,
      )
      .replace(
        "from 'aws-cdk-lib/aws-s3';",
        "$&\nimport { CfnTemplate } from 'aws-cdk-lib/aws-ses';",
      ),
  );
  return push('feat: add a stack that cannot be made');
});

test('a stack whose creation has failed names the resource, the way out, and what is retained', async () => {
  const { output } = await stackThatFails();

  expect(output).toMatch(
    /The stack waypost-dev-broken .*ROLLBACK_COMPLETE\. Invalid \(AWS::SES::Template\): /,
  );
  expect(output).toMatch(
    /aws cloudformation delete-stack --stack-name waypost-dev-broken --region eu-west-1/,
  );
  expect(output).toMatch(/These are retained[^]*Kept\w+ \(AWS::S3::Bucket\): \S+/);
});

const templateMended = step(() => {
  repository.edit(APP, (text) =>
    text.replace(
      "'Invalid', {}",
      "'Invalid', { template: { templateName: 'a', subjectPart: 'a' } }",
    ),
  );
  return push('fix: name the template');
});

test('a push that mends the template cannot update that stack, and says the way out again', async () => {
  const { output, report } = await templateMended();

  expect(output).toMatch(/its first creation failed, and no push can update it/);
  expect(output).toMatch(/delete-stack --stack-name waypost-dev-broken/);
  expect(report.outcome).toBe('failed');
});

/** What the rehearsal says that the owner must do. */
const wayOut = step(async () => {
  const [, bucket = ''] = /Kept\w+ \(AWS::S3::Bucket\): (\S+)/.exec(cli.output) ?? [];
  const session = findSession(repository.folder);
  if (!session) throw new Error('The rehearsal is not up');
  const client = clientOf(session, { account: DEV });
  const stack = { StackName: 'waypost-dev-broken' };
  await new CloudFormationClient(client).send(new DeleteStackCommand(stack));
  await waitUntilStackDeleteComplete(
    { client: new CloudFormationClient(client), maxWaitTime: 600, minDelay: 1, maxDelay: 1 },
    stack,
  );
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new DeleteBucketCommand({ Bucket: bucket }),
  );
});
const again = step(() => {
  repository.write('test/fixtures/one-bucket/note.txt', 'again');
  return push('fix: try again');
});

test('after that way out the next push is delivered', async () => {
  await wayOut();
  const { executions } = await again();

  expect(executions.map(({ status }) => status)).toEqual(['succeeded']);
});

/** A new stack of that build, whose role may not use the connection: CodeBuild refuses to make it. */
const refusedBuild = step(() => {
  repository.edit('lib/naming.ts', (text) =>
    text
      .replace('`${project}-pull-requests`', '`${project}-reviews`')
      .replace('`${project}-pull-request`', '`${project}-review`'),
  );
  repository.edit(ACCESS, (text) => text.replace(':UseConnection`', ':GetHost`'));
  return push('feat: make the build of pull requests anew');
});
const grantedBuild = step(() => {
  repository.edit(ACCESS, (text) => text.replace(':GetHost`', ':UseConnection`'));
  return push('fix: let the build use the connection');
});

test('a build of pull requests that CodeBuild refuses to make keeps no release back', async () => {
  const { output, executions } = await refusedBuild();
  const stages = executions.at(-1)?.stages ?? [];
  const statuses = (stage: string) =>
    new Set(stages.find(({ name }) => name === stage)?.actions.map(({ status }) => status));

  expect(output).toMatch(/ROLLBACK_COMPLETE\. Project [^]*not authorized to access connection/);
  expect(['dev', 'prod', 'PullRequests'].map(statuses)).toEqual([
    new Set(['succeeded']),
    new Set(['succeeded']),
    new Set(['failed']),
  ]);
  expect(executions.at(-1)?.status).toBe('failed');
});

test('that build is made anew once the cause is gone, with no stack deleted by hand', async () => {
  const { executions } = await grantedBuild();

  expect(executions.at(-1)?.status).toBe('succeeded');
});

const withoutGrant = step(() => {
  repository.edit(APP, (text) =>
    text
      .replace(
        'new App();',
        `new App();
Aspects.of(app).add({
  visit(node) {
    if (!(node instanceof CfnPolicy) || !node.node.path.includes('/Synth/')) return;
    node.addPropertyOverride('PolicyDocument.Statement', [
      { Effect: 'Allow', Action: ['s3:GetObject*', 's3:List*', 'kms:*', 'logs:*', 'codeconnections:*'], Resource: '*' },
    ]);
  },
});`,
      )
      .replace(
        'import { App,',
        "import { CfnPolicy } from 'aws-cdk-lib/aws-iam';\nimport { App, Aspects,",
      )
      // Changes the pipeline, so that it builds again after it has taken its own grant away.
      .replace('return { stage,', 'return { stage: extra(stage),').concat(`
function extra(stage: Stage): Stage {
  const stack = new Stack(stage, 'Extra', { stackName: 'waypost-' + stage.stageName + '-extra' });
  new Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
  return stage;
}
`),
  );
  return push('fix: take a grant away');
});

test('a removed grant fails the execution with the action that was denied', async () => {
  const { output, executions } = await withoutGrant();

  expect(executions.map(({ status }) => status)).toEqual(['restarted', 'failed']);
  expect(output).toMatch(/putting artifact Synth_Output into .*AccessDenied.*s3:PutObject/);
});

const interrupted = step(async () => {
  const started = cli.started();
  cli.interrupt();
  return { started, code: await cli.exited };
});

test('after every delivery it says that it waits for new commits', async () => {
  await interrupted();
  const deliveries = cli.output.match(delivered());

  expect(deliveries?.length).toBeGreaterThan(10);
  expect(cli.output.match(/^Waiting for new commits/gm)).toHaveLength(deliveries?.length ?? 0);
});

test('Ctrl-C ends it with the code of the last outcome, and leaves no process and no folder', async () => {
  const { started, code } = await interrupted();

  expect(started).not.toEqual([]);
  expect(code).toBe(1);
  expect(cli.started()).toEqual([]);
  expect(cli.leftovers()).toEqual([]);
});

import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, TOOLS } from '../emulator/support/running-emulator';
import { eventually } from '../helpers/eventually';
import { story } from '../helpers/story';
import { FixtureRepository } from './support/fixture-repository';
import { LiveRehearsal, outcomes } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

/** One rehearsal of an owner who approves what lets the pipeline do more. */
const repository = new FixtureRepository();
const CONFIG = 'waypost.config.ts';
repository.edit(CONFIG, (text) =>
  text.replace("project: 'waypost',", '$&\n  pipeline: { confirmPermissionsBroadening: true },'),
);
repository.commit('feat: ask before the pipeline may do more');
const rehearsal = new LiveRehearsal(repository);
const step = story();

const STAGE = 'ReviewPipeline';
const SKIPPED = `stage ${STAGE} is skipped`;
/** What the build of the self-mutation is granted. */
const GRANTS = 'lib/pipeline/builds/mutation-summary.ts';

beforeAll(() => rehearsal.prepare());
afterAll(async () => {
  await rehearsal.end();
  repository.remove();
});

const client = () => clientOf(rehearsal, { account: TOOLS });

/** The pipeline's stack as it is deployed. */
async function deployed(): Promise<string> {
  const command = new GetTemplateCommand({
    StackName: 'waypost-pipeline',
    TemplateStage: 'Original',
  });
  return (await new CloudFormationClient(client()).send(command)).TemplateBody ?? '';
}

/** What the approval's link leads to. */
async function page(executionId: string): Promise<string> {
  const s3 = new S3Client({ ...client(), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name = '' }) => Name.includes('-artifactsbucket'))?.Name;
  const Key = `releases/${STAGE}/${executionId}/diff.html`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

function broaden(message: string): string {
  repository.edit(GRANTS, (text) =>
    text.replace("'cloudformation:ListStacks'", "$&, 'cloudformation:ListExports'"),
  );
  return rehearsal.push(message);
}

test(
  'an update that lets nobody do more goes on by itself, and says so',
  step(async () => {
    const commit = rehearsal.push();
    await rehearsal.approve(commit);
    const { status, stages } = await rehearsal.ended(commit);

    expect(status).toBe('succeeded');
    expect(stages.map(({ name }) => name).slice(0, 4)).toEqual([
      'Source',
      'Build',
      STAGE,
      'UpdatePipeline',
    ]);
    expect(rehearsal.report.notices.join('\n')).toContain(SKIPPED);
  }),
);

test(
  'one that lets somebody do more waits, says what, and is mailed',
  step(async () => {
    const commit = broaden('feat: list exports');
    const { request, answer } = await rehearsal.question(commit, STAGE);

    expect(request.comment).toMatch(/^tools, commit [0-9a-f]{10}: permissions 1 broader; /);
    expect(request.comment).toMatch(/- broader: Allow cloudformation:ListExports on \*/);
    expect(await page(request.executionId)).toContain('cloudformation:ListExports');
    const mail = await eventually(async () =>
      (await rehearsal.mails()).find(({ subject }) => subject.includes(`${STAGE} waits for you`)),
    );
    expect(mail.text).toContain('before the pipeline updates itself');
    expect(mail.text).toContain('cloudformation:ListExports');
    expect(await deployed()).not.toContain('cloudformation:ListExports');

    answer({ approved: false, reason: 'not needed' });
    const execution = await rehearsal.ended(commit);
    expect(execution.status).toBe('rejected');
    expect(outcomes(execution, 'UpdatePipeline')).toEqual(['not-run']);
    expect(await deployed()).not.toContain('cloudformation:ListExports');
  }),
);

test(
  'approved, it updates the pipeline and goes on',
  step(async () => {
    repository.write('test/fixtures/one-bucket/note.txt', 'it is needed');
    const commit = rehearsal.push('feat: list exports, as it is needed');
    await rehearsal.approve(commit, STAGE);
    await rehearsal.approve(commit);

    expect((await rehearsal.ended(commit)).status).toBe('succeeded');
    expect(await deployed()).toContain('cloudformation:ListExports');
  }),
);

test(
  'one that takes a permission away goes on by itself',
  step(async () => {
    repository.edit(GRANTS, (text) => text.replace(", 'cloudformation:ListExports'", ''));
    const commit = rehearsal.push('fix: list no exports');
    await rehearsal.approve(commit);

    expect((await rehearsal.ended(commit)).status).toBe('succeeded');
    expect(await deployed()).not.toContain('cloudformation:ListExports');
  }),
);

test(
  'one that takes the question away is asked about for the last time',
  step(async () => {
    repository.edit(CONFIG, (text) => text.replace('Broadening: true', 'Broadening: false'));
    const commit = rehearsal.push('feat: ask nobody');
    await rehearsal.approve(commit, STAGE);
    await rehearsal.approve(commit);

    const { status, stages } = await rehearsal.ended(commit);
    expect(status).toBe('succeeded');
    expect(stages.map(({ name }) => name)).not.toContain(STAGE);
  }),
);

test(
  'the build that compares is allowed what it calls, and calls what it is granted',
  step(async () => {
    const calls = await rehearsal.callsOf('waypost-pipeline-diff-build');

    expect(calls.filter(({ allowed }) => !allowed)).toEqual([]);
    const ours = calls
      .map(({ action }) => action)
      .filter((action) => /^(?:cloudformation|codepipeline):|^s3:Put/.test(action));
    expect([...new Set(ours)].sort()).toEqual([
      'cloudformation:DescribeStacks',
      'cloudformation:GetTemplate',
      'cloudformation:ListStackResources',
      'cloudformation:ListStacks',
      'codepipeline:ListPipelineExecutions',
      's3:PutObject',
    ]);
  }),
);

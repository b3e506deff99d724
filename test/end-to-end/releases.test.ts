import {
  CloudFormationClient,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf } from '../emulator/support/running-emulator';
import { story } from '../helpers/story';
import { APP, FixtureRepository } from './support/fixture-repository';
import { LiveRehearsal, outcomes } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

/** One rehearsal whose approvals this file answers. */
const repository = new FixtureRepository();
const rehearsal = new LiveRehearsal(repository);
const step = story();

const TOOLS = { account: '111111111111', region: 'eu-west-1' };
const PROD = { account: '333333333333', region: 'eu-west-1', stack: 'waypost-prod-storage' };
/** What a refused release says to put into the configuration. */
const ENTRY = /\{ stack: 'storage', logicalId: 'Bucket\w+', until: 'YYYY-MM-DD', reason: '...' \}/;
const waits = (commit: string) => new RegExp(`${commit.slice(0, 10)} waits for prod, where`);

beforeAll(() => rehearsal.prepare());
afterAll(async () => {
  await rehearsal.end();
  repository.remove();
});

/** Pushes a release that changes the bucket. */
function pushDays(days: number): string {
  repository.edit(APP, (text) => text.replace(/DAYS = \d+/, `DAYS = ${days}`));
  return rehearsal.push(`feat: keep objects for ${days} days`);
}

function cloudFormation() {
  const { endpoint } = rehearsal;
  return new CloudFormationClient(clientOf({ endpoint }, PROD, PROD.region));
}

/** What the approval's link leads to. */
async function reviewPage(executionId: string) {
  const { endpoint } = rehearsal;
  const s3 = new S3Client({ ...clientOf({ endpoint }, TOOLS, TOOLS.region), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name = '' }) => Name.includes('-artifactsbucket'))?.Name;
  const Key = `releases/prod/${executionId}/diff.html`;
  return s3.send(new GetObjectCommand({ Bucket, Key }));
}

/** As it is deployed in prod. */
async function template(): Promise<string> {
  const command = new GetTemplateCommand({ StackName: PROD.stack, TemplateStage: 'Original' });
  return (await cloudFormation().send(command)).TemplateBody ?? '';
}

/** As somebody would in the console. */
async function changeBehindThePipeline(): Promise<void> {
  const TemplateBody = (await template()).replace(
    /("ExpirationInDays": ?)\d+/,
    (_, key: string) => `${key}99`,
  );
  await cloudFormation().send(new UpdateStackCommand({ StackName: PROD.stack, TemplateBody }));
}

async function daysInProd() {
  return /"ExpirationInDays": ?(\d+)/.exec(await template())?.[1];
}

test(
  'a first release waits for approval, and is in prod after it',
  step(async () => {
    const commit = rehearsal.push();
    const question = await rehearsal.question(commit);
    const page = await reviewPage(question.request.executionId);

    expect(question.request.comment).toMatch(/1 added/);
    expect(page.ContentType).toMatch(/^text\/html/);
    expect(await page.Body?.transformToString()).toContain(PROD.stack);
    question.answer({ approved: true });
    expect(await rehearsal.ended(commit)).toMatchObject({ status: 'succeeded' });
    expect(await daysInProd()).toBe('1');
  }),
);

test(
  'a release that is reverted brings back what was in prod before',
  step(async () => {
    const before = await template();
    const bad = pushDays(2);
    await rehearsal.approve(bad);
    expect((await rehearsal.ended(bad)).status).toBe('succeeded');
    expect(await template()).not.toEqual(before);

    repository.revert();
    const back = rehearsal.push();
    await rehearsal.approve(back);
    expect((await rehearsal.ended(back)).status).toBe('succeeded');
    expect(await template()).toEqual(before);
  }),
);

test(
  'a release that waits in front of prod is superseded by a newer one; the one inside is not',
  step(async () => {
    const inside = pushDays(3);
    const question = await rehearsal.question(inside);
    const waiting = pushDays(4);
    await rehearsal.says(waits(waiting));
    const newer = pushDays(5);
    const superseded = await rehearsal.ended(waiting);

    expect(superseded.status).toBe('superseded');
    expect(new Set(outcomes(superseded, 'dev'))).toEqual(new Set(['succeeded']));
    expect(new Set(outcomes(superseded, 'prod'))).toEqual(new Set(['not-run']));
    question.answer({ approved: true });
    expect((await rehearsal.ended(inside)).status).toBe('succeeded');
    expect(await daysInProd()).toBe('3');
    (await rehearsal.question(newer)).answer({ approved: false, reason: 'not today' });
    expect((await rehearsal.ended(newer)).id).toBe(superseded.supersededBy);
  }),
);

test(
  'a rejected release leaves prod as it was',
  step(async () => {
    const { executions } = rehearsal.report;
    const rejected = executions.at(-1);

    expect(rejected?.status).toBe('rejected');
    expect(rejected && outcomes(rejected, 'prod').slice(0, 2)).toEqual(['rejected', 'not-run']);
    expect(await daysInProd()).toBe('3');
  }),
);

test(
  'a release that nobody approves in time has failed, which is told from a rejection',
  step(async () => {
    const commit = pushDays(6);
    await rehearsal.question(commit);
    expect(rehearsal.pass(7 * 24 * 60 - 1)).toBe(false);
    expect(rehearsal.pass(1)).toBe(true);
    const expired = await rehearsal.ended(commit);

    expect(expired.status).toBe('failed');
    expect(outcomes(expired, 'prod').slice(0, 2)).toEqual(['expired', 'not-run']);
    expect(rehearsal.output).toMatch(/expired Approve.*\n.*within 10080 minutes/);
  }),
);

test(
  'a release is stopped after the click when prod has changed since the review',
  step(async () => {
    const commit = pushDays(7);
    const question = await rehearsal.question(commit);
    await changeBehindThePipeline();
    question.answer({ approved: true });
    const stopped = await rehearsal.ended(commit);

    expect(stopped.status).toBe('failed');
    expect(outcomes(stopped, 'prod').slice(0, 3)).toEqual(['succeeded', 'failed', 'not-run']);
    expect(rehearsal.output).toMatch(/waypost-prod-storage in eu-west-1 was updated/);
    expect(await daysInProd()).toBe('99');
  }),
);

test(
  'a release that would destroy what holds state fails before it can be approved',
  step(async () => {
    repository.edit(APP, (text) => text.replace("(stack, 'Bucket'", "(stack, 'Renamed'"));
    const commit = rehearsal.push('refactor: name the bucket otherwise');
    const stopped = await rehearsal.ended(commit);

    expect(stopped.status).toBe('failed');
    expect(new Set(outcomes(stopped, 'prod'))).toEqual(new Set(['not-run']));
    expect(rehearsal.output).toMatch(/waypost-prod-storage: destroyed AWS::S3::Bucket Bucket/);
    expect(rehearsal.output).toMatch(ENTRY);
  }),
);

test(
  'a release that the repository allows to destroy it can be approved',
  step(async () => {
    const [entry = ''] = ENTRY.exec(rehearsal.output) ?? [];
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    repository.edit('waypost.config.ts', (text) =>
      text.replace(
        'delegated: true,',
        `$&\n      allowDestroy: [${entry.replace('YYYY-MM-DD', tomorrow)}],`,
      ),
    );
    const commit = rehearsal.push('feat: allow the new name');
    const question = await rehearsal.question(commit);

    expect(question.request.comment).toMatch(/destroy/i);
    question.answer({ approved: true });
    expect((await rehearsal.ended(commit)).status).toBe('succeeded');
    expect(await template()).toContain('"Renamed');
  }),
);

test(
  'in QUEUED mode all releases go to prod, in order, each after the approval of the one before',
  step(async () => {
    repository.edit('waypost.config.ts', (text) =>
      text.replace("project: 'waypost',", "$&\n  pipeline: { executionMode: 'QUEUED' },"),
    );
    const change = rehearsal.push('feat: release everything');
    const question = await rehearsal.question(change);
    const releases = [pushDays(8)];
    await rehearsal.says(waits(releases[0] ?? ''));
    releases.push(pushDays(9));
    await rehearsal.says(waits(releases[1] ?? ''));
    question.answer({ approved: true });

    for (const [index, commit] of releases.entries()) {
      await rehearsal.approve(commit);
      expect((await rehearsal.ended(commit)).status).toBe('succeeded');
      expect(await daysInProd()).toBe(String(8 + index));
    }
  }),
);

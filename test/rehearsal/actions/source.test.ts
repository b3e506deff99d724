import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloneReference } from '../../../rehearsal/actions/clone';
import type { SourceAction } from '../../../rehearsal/plan/plan';
import { source } from '../../../rehearsal/actions/source';
import { fakeHost, inExecution } from '../fake-host';
import { gitIn } from '../scratch-git';
import { sourceAction } from '../support';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-source-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const git = (...args: string[]) => gitIn(folder, ...args);

/** Runs a source action for `main` with a commit on a branch of the origin. */
function take(
  branch: string,
  {
    allowed = true,
    Configuration = {},
    provider = 'CodeStarSourceConnection',
    raw,
    other,
    primary,
  }: {
    allowed?: boolean;
    Configuration?: object;
    provider?: SourceAction['provider'];
    raw?: object;
    /** Folder that stands for the source. */
    other?: string;
    /** Repository of the rehearsed source. */
    primary?: string;
  } = {},
) {
  git('init', '--quiet', `--initial-branch=${branch}`);
  git('commit', '--quiet', '--allow-empty', '--message', 'one');
  const commit = git('rev-parse', 'HEAD');
  const put: string[] = [];
  const references: CloneReference[] = [];
  const asked: string[] = [];
  const resources: string[] = [];
  const host = fakeHost({
    origin: folder,
    otherSources: new Map(other === undefined ? [] : [['Source', other]]),
    scratch: folder,
    emulator: {
      isAllowed: ({ action, resourceArn }) => {
        asked.push(action);
        resources.push(resourceArn);
        return Promise.resolve(allowed);
      },
    },
    artifacts: {
      putReference: (_artifact, reference) => {
        references.push(reference);
        return Promise.resolve();
      },
      put: (artifact) => {
        put.push(artifact);
        return Promise.resolve();
      },
    },
  });
  const plain = sourceAction();
  const ofConnection = {
    Configuration: { ...(plain['Configuration'] as object), ...Configuration },
  };
  const { action, execution } = inExecution(
    provider,
    { ...plain, ...(raw ?? ofConnection) },
    commit,
  );
  const sources = [{ ...action, repository: primary ?? action.repository }];
  const plan = { ...execution.plan, sources };
  const run = source(action, { ...execution, plan }, host, join(folder, 'log'));
  return { commit, put, references, asked, resources, run };
}

test('the source action fails when the commit is not on the branch that it watches', async () => {
  const { put, run } = take('other');
  const result = await run;

  expect(put).toEqual([]);
  expect(result).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/no such branch.*takes main/) as string,
  });
});

test('control: the source action gives the commit of its branch, with its variables', async () => {
  const { commit, put, run } = take('main');
  const result = await run;

  expect(put).toEqual(['Source']);
  expect(result).toMatchObject({
    status: 'succeeded',
    variables: { CommitId: commit, BranchName: 'main', CommitMessage: 'one' },
  });
});

test('the source action hands over a reference where a full clone is asked for', async () => {
  const { commit, put, references, run } = take('main', {
    Configuration: { OutputArtifactFormat: 'CODEBUILD_CLONE_REF' },
  });

  expect(await run).toMatchObject({ status: 'succeeded' });
  expect(put).toEqual([]);
  expect(references).toMatchObject([{ source: 'Source', commit }]);
  expect(references[0]?.remote).toMatch(/\/example\/waypost\.git$/);
});

test.each(['codeconnections', 'codestar-connections'])(
  'the source action needs %s:UseConnection where the connection has that prefix',
  async (service) => {
    const ConnectionArn = `arn:aws:${service}:eu-west-1:111111111111:connection/c`;
    const { put, asked, run } = take('main', {
      allowed: false,
      Configuration: { ConnectionArn },
    });

    await expect(run).rejects.toThrow(`may not ${service}:UseConnection ${ConnectionArn}`);
    expect(asked).toEqual([`${service}:UseConnection`]);
    expect(put).toEqual([]);
  },
);

describe('a source of another kind stands for the folder, too', () => {
  const type = (Provider: string, Owner = 'AWS') => ({
    ActionTypeId: { Category: 'Source', Owner, Provider, Version: '1' },
  });
  const inCodeCommit = (more: object = {}) => ({
    ...type('CodeCommit'),
    Configuration: { RepositoryName: 'app', BranchName: 'main', ...more },
  });

  test('in CodeCommit, with a grant for the repository', async () => {
    const { commit, put, asked, resources, run } = take('main', {
      provider: 'CodeCommit',
      raw: inCodeCommit(),
    });
    expect(await run).toMatchObject({
      status: 'succeeded',
      variables: { CommitId: commit, RepositoryName: 'app', CommitMessage: 'one' },
    });
    expect(put).toEqual(['Source']);
    expect(asked).toEqual(['codecommit:UploadArchive']);
    expect(resources).toEqual(['arn:aws:codecommit:eu-west-1:111111111111:app']);
  });

  test('in CodeCommit as a clone, which a build needs a grant of its own for', async () => {
    const { asked, references, run } = take('main', {
      provider: 'CodeCommit',
      raw: inCodeCommit({ OutputArtifactFormat: 'CODEBUILD_CLONE_REF' }),
    });
    expect(await run).toMatchObject({ status: 'succeeded' });
    expect(asked).toEqual(['codecommit:GetRepository']);
    expect(references).toMatchObject([
      {
        needs: { action: 'codecommit:GitPull' },
        remote: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/app',
      },
    ]);
  });

  test('at GitHub with a token (version 1), which needs no grant', async () => {
    const { commit, asked, run } = take('main', {
      provider: 'GitHub',
      raw: {
        ...type('GitHub', 'ThirdParty'),
        Configuration: { Owner: 'o', Repo: 'app', Branch: 'main', OAuthToken: 't' },
      },
    });
    expect(await run).toMatchObject({
      variables: {
        BranchName: 'main',
        CommitUrl: `https://github.com/o/app/commit/${commit}`,
        RepositoryName: 'app',
      },
    });
    expect(asked).toEqual([]);
  });

  test('in a bucket, whatever the branch, with a grant for the object', async () => {
    const { commit, put, resources, run } = take('trunk', {
      provider: 'S3',
      raw: { ...type('S3'), Configuration: { S3Bucket: 'b', S3ObjectKey: 'app.zip' } },
    });
    expect(await run).toMatchObject({ variables: { BucketName: 'b', VersionId: commit } });
    expect(put).toEqual(['Source']);
    expect(resources).toEqual(['arn:aws:s3:::b/app.zip']);
  });

  test('control: in CodeCommit without the grant it fails', async () => {
    const { put, run } = take('main', {
      allowed: false,
      provider: 'CodeCommit',
      raw: inCodeCommit(),
    });
    await expect(run).rejects.toThrow(/may not codecommit:UploadArchive .*:app/);
    expect(put).toEqual([]);
  });
});

describe('a source of another repository', () => {
  test('takes the newest commit of the folder that stands for it', async () => {
    const other = mkdtempSync(join(tmpdir(), 'waypost-other-'));
    gitIn(other, 'init', '--quiet', '--initial-branch=main');
    gitIn(other, 'commit', '--quiet', '--allow-empty', '--message', 'of the other');
    const { run } = take('main', { primary: 'example/app', other });
    const CommitId = gitIn(other, 'rev-parse', 'HEAD');
    expect(await run).toMatchObject({ variables: { CommitId, CommitMessage: 'of the other' } });
    rmSync(other, { recursive: true });
  });

  test('fails where no folder stands for it, or the folder has no such branch', async () => {
    const { run } = take('main', { primary: 'example/app' });
    expect(await run).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^no folder stands for example\/waypost/) as string,
    });
    const other = mkdtempSync(join(tmpdir(), 'waypost-other-'));
    gitIn(other, 'init', '--quiet', '--initial-branch=trunk');
    const without = take('main', { primary: 'example/app', other });
    expect(await without.run).toMatchObject({
      error: 'the folder that stands for example/waypost has no branch main',
    });
    rmSync(other, { recursive: true });
  });
});

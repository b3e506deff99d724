import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloneReference } from '../../../rehearsal/actions/connection';
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
  { allowed = true, Configuration = {} }: { allowed?: boolean; Configuration?: object } = {},
) {
  git('init', '--quiet', `--initial-branch=${branch}`);
  git('commit', '--quiet', '--allow-empty', '--message', 'one');
  const commit = git('rev-parse', 'HEAD');
  const put: string[] = [];
  const references: CloneReference[] = [];
  const asked: string[] = [];
  const host = fakeHost({
    origin: folder,
    scratch: folder,
    emulator: {
      isAllowed: ({ action }) => {
        asked.push(action);
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
  const raw = {
    ...plain,
    Configuration: { ...(plain['Configuration'] as object), ...Configuration },
  };
  const { action, execution } = inExecution('CodeStarSourceConnection', raw, commit);
  const run = source(action, execution, host, join(folder, 'log'));
  return { commit, put, references, asked, run };
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
  expect(references).toMatchObject([{ repository: 'example/waypost', commit }]);
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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { source } from '../../rehearsal/actions/source';
import { fakeHost, inExecution } from './fake-host';
import { gitIn } from './scratch-git';
import { sourceAction } from './support';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-source-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const git = (...args: string[]) => gitIn(folder, ...args);

/** Runs a source action for `main` with a commit on a branch of the origin. */
async function take(branch: string) {
  git('init', '--quiet', `--initial-branch=${branch}`);
  git('commit', '--quiet', '--allow-empty', '--message', 'one');
  const commit = git('rev-parse', 'HEAD');
  const put: string[] = [];
  const host = fakeHost({
    origin: folder,
    scratch: folder,
    artifacts: {
      put: (artifact) => {
        put.push(artifact);
        return Promise.resolve();
      },
    },
  });
  const { action, execution } = inExecution('CodeStarSourceConnection', sourceAction(), commit);
  return { commit, put, result: await source(action, execution, host, join(folder, 'log')) };
}

test('the source action fails when the commit is not on the branch that it watches', async () => {
  const { put, result } = await take('other');

  expect(put).toEqual([]);
  expect(result).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/no such branch.*takes main/) as string,
  });
});

test('control: the source action gives the commit of its branch, with its variables', async () => {
  const { commit, put, result } = await take('main');

  expect(put).toEqual(['Source']);
  expect(result).toMatchObject({
    status: 'succeeded',
    variables: { CommitId: commit, BranchName: 'main', CommitMessage: 'one' },
  });
});

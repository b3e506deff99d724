import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeptCloudUnfit } from '../../rehearsal/workspace/kept-cloud';
import { story } from '../helpers/story';
import { APP, FixtureRepository } from './support/fixture-repository';
import { LiveRehearsal } from './support/live-rehearsal';

// A test takes the steps of all before it, when it is the first to run.
jest.setTimeout(60 * 60_000);

const step = story();
const repository = new FixtureRepository();
let rehearsal: LiveRehearsal;
const cloud = join(repository.folder, '.waypost', 'cloud');

afterAll(async () => {
  await rehearsal.end();
  repository.remove();
});

async function start(options: { readonly from?: string } = {}): Promise<void> {
  rehearsal = new LiveRehearsal(repository, { keep: true, ...options });
  await rehearsal.prepare();
}

/** What came of the last execution of a commit, and what it did to stacks. */
async function deliver(message?: string) {
  const commit = rehearsal.push(message);
  await rehearsal.approve(commit);
  const { status, stages } = await rehearsal.ended(commit);
  const actions = stages.flatMap((stage) => stage.actions);
  const changes = actions.flatMap(({ stack }) => (stack ? [`${stack.name} ${stack.change}`] : []));
  return { status, changes };
}

const bootstraps = () =>
  rehearsal.report.preparations.filter(({ name }) => name.startsWith('waypost'));

describe('a cloud that is kept', () => {
  test(
    'is bootstrapped once, and stays after the end of the rehearsal',
    step(async () => {
      await start();
      expect(bootstraps()).toHaveLength(4);
      expect((await deliver()).changes).toContain('waypost-prod-storage created');
      await rehearsal.end();

      expect(rehearsal.output).toContain(`the cloud is kept in ${cloud}`);
      expect(existsSync(cloud)).toBe(true);
    }),
  );

  test(
    'is gone on with: nothing is bootstrapped again, and the next execution is on top',
    step(async () => {
      repository.edit(APP, (text) => text.replace(/DAYS = \d+/, 'DAYS = 9'));
      repository.commit('feat: keep objects for longer');
      await start();
      expect(bootstraps()).toEqual([]);
      expect(rehearsal.output).toContain('goes on with the cloud that was kept');
      const { status, changes } = await deliver();

      expect(status).toBe('succeeded');
      expect(changes).toContain('waypost-prod-storage updated');
      expect(changes).toContain('waypost-pull-requests unchanged');
    }),
  );

  test(
    'is refused to --from, which begins with an empty one',
    step(async () => {
      await rehearsal.end();
      await expect(start({ from: 'HEAD~1' })).rejects.toThrow(KeptCloudUnfit);
    }),
  );
});

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoPlaceToSave, RunFile } from '../../../../rehearsal/console/saved-run/run-file';
import { SAVED_RUN, type SavedRun } from '../../../../rehearsal/console/saved-run/saved-run';
import { redactInChild } from './redact-in-child';
import { HOSTILE, mail, World } from '../world';

let world: World;
beforeEach(async () => {
  world = await World.make();
});
afterEach(() => world.end());

const unchanged = <T>(run: T) => Promise.resolve(run);

async function save(name = 'run.html', redact: typeof redactInChild = unchanged): Promise<string> {
  const file = new RunFile(name, world.folder, redact);
  await file.look(world.feed, world.sources);
  await file.write(world.feed, [world.address.token]);
  return readFileSync(join(world.folder, name), 'utf8');
}

function runIn(page: string): SavedRun {
  const [, data = ''] = new RegExp(`id="${SAVED_RUN}">(.*)</script>`).exec(page) ?? [];
  return JSON.parse(data) as SavedRun;
}

describe('a saved run', () => {
  test('has events, logs, the difference, mails, environments, submissions and permissions', async () => {
    world.begin();
    void world.askApproval('one', 'c0ffee', 40);
    const run = runIn(await save());

    expect(run.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['execution-started', 'approval-asked', 'mail-sent']),
    );
    expect(run.logs.map(({ text }) => text)).toEqual(['up\n', `Source says ${HOSTILE}\n`]);
    expect(Object.values(run.objects)).toEqual([expect.stringContaining('Diff of artifacts')]);
    expect(run.environments[0]?.alarms).toHaveLength(1);
    expect(run.mailSources['mail/1']).toContain('MIME-Version: 1.0');
    expect(run.submissions).toHaveLength(1);
    expect(run.permissions.callers).toHaveLength(3);
  });

  test('has no token, and no secret that a log or a mail has', async () => {
    world.begin();
    void world.askApproval('one', 'c0ffee', 40);
    world.start('one', 'Build', 'Synth', 5, world.log('synth', 'NPM_TOKEN=abcdefgh12345678\n'));
    world.mails.push(mail({ messageId: 'secret', text: 'ä, API_KEY=abcdefgh12345678' }));
    const page = await save('run.html', redactInChild);

    expect(runIn(page).mailSources['secret']).toContain('API_KEY=3D***');
    expect(page).not.toContain(world.address.token);
    expect(page).not.toContain('abcdefgh12345678');
    expect(page).toContain('NPM_TOKEN=***');
  });

  test('lets nothing in it end the data that it stands in', async () => {
    world.begin();
    const page = await save();

    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
  });

  test('has what was looked up last, however long the looks have taken', async () => {
    world.begin();
    const file = new RunFile('run.html', world.folder, unchanged);
    // It answers when whoever looks next has had the time to have done so.
    const slow = () => new Promise<never[]>((resolve) => void setTimeout(resolve, 50, []));
    const first = file.look(world.feed, { ...world.sources, submissions: slow });
    await Promise.all([first, file.look(world.feed, world.sources)]);
    await file.write(world.feed, []);

    const page = readFileSync(join(world.folder, 'run.html'), 'utf8');
    expect(runIn(page).submissions).toHaveLength(1);
  });

  test('of a rehearsal that failed before there was a cloud has what there is', async () => {
    world.tell({
      type: 'rehearsal-started',
      at: '2026-11-23T12:00:00Z',
      repository: '/',
      commit: 'c',
    });
    await new RunFile('run.html', world.folder, unchanged).write(world.feed, []);
    const run = runIn(readFileSync(join(world.folder, 'run.html'), 'utf8'));

    expect(run).toMatchObject({ logs: [], objects: {}, environments: [] });
    expect(run.events).toHaveLength(1);
  });

  test('replaces an earlier one, and leaves no draft', async () => {
    await save();
    world.begin();
    expect(runIn(await save()).logs).not.toEqual([]);
    expect(readdirSync(world.folder).filter((name) => name.includes('html'))).toEqual(['run.html']);
  });

  test('is refused before anything starts where it cannot be written', () => {
    mkdirSync(join(world.folder, 'folder.html'));

    expect(() => new RunFile('none/run.html', world.folder, unchanged)).toThrow(NoPlaceToSave);
    expect(() => new RunFile('none/run.html', world.folder, unchanged)).toThrow(
      /there is no folder .*none/,
    );
    expect(() => new RunFile('folder.html', world.folder, unchanged)).toThrow(/this is a folder/);
    expect(existsSync(join(world.folder, 'none'))).toBe(false);
  });
});

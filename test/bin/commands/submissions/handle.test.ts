import { ids, NOW, stored, submissions } from './fakes';

const open = stored();
const handled = stored({
  id: ids.failed,
  handledAt: '2026-11-24T11:00:00.000Z',
  note: 'called back',
});
const world = { submissions: [open, handled] };

describe('submissions handle', () => {
  test('keeps when somebody dealt with it, and a note', async () => {
    const { code, table, stderr } = await submissions(`handle dev ${open.id} --note sent`, world);
    expect(code).toBe(0);
    expect(stderr).toBe(`${open.id} is handled.`);
    expect(table.get(open.id)).toEqual({ ...open, handledAt: NOW.toISOString(), note: 'sent' });
  });

  test('--undo forgets it, and keeps the note', async () => {
    const { table, stderr } = await submissions(`handle dev ${handled.id} --undo`, world);
    expect(stderr).toBe(`${handled.id} is to be handled again.`);
    expect(table.get(handled.id)).toEqual(stored({ id: handled.id, note: 'called back' }));
  });

  test('--json has the submission as it is now', async () => {
    const { stdout } = await submissions(`handle dev ${open.id} --json`, world);
    expect(JSON.parse(stdout)).toEqual({ ...open, handledAt: NOW.toISOString() });
  });

  test('of what is not there is an error, and makes nothing', async () => {
    const { code, table, stderr } = await submissions(`handle dev ${ids.spam}`, world);
    expect(code).toBe(1);
    expect(stderr).toContain(`There is no submission "${ids.spam}" in dev`);
    expect(table.has(ids.spam)).toBe(false);
  });

  test.each([
    ['--unhandled', open.id, handled.id],
    ['--handled', handled.id, open.id],
  ])('list %s shows only these', async (flag, shown, hidden) => {
    const { stdout } = await submissions(`list dev ${flag}`, world);
    expect(stdout).toContain(shown);
    expect(stdout).not.toContain(hidden);
  });

  test('list --unhandled leaves out smoke tests, which nobody has to handle', async () => {
    const smokeTest = stored({ id: ids.spam, destination: 'simulator' });
    const withOne = { submissions: [open, smokeTest] };
    expect((await submissions('list dev', withOne)).stdout).toContain(ids.spam);
    expect((await submissions('list dev --unhandled', withOne)).stdout).not.toContain(ids.spam);
  });

  test('list has the day, show has time and note', async () => {
    expect((await submissions('list dev', world)).stdout).toMatch(/mailed {2}2026-11-24/);
    const { stdout } = await submissions(`show dev ${handled.id}`, world);
    expect(stdout).toMatch(/^handled +2026-11-24 11:00 UTC\nyour note +called back$/m);
  });
});

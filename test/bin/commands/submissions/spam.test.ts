import { ids, stored, submissions, unmailed } from './fakes';

const mailed = stored();
const caught = unmailed({ id: ids.spam, status: 'spam', spam: ['honeypot'] });
const world = { submissions: [mailed, caught, stored({ id: ids.failed, status: 'failed' })] };

describe('submissions spam', () => {
  test('marks a mailed submission', async () => {
    const { code, table, stderr } = await submissions(`spam dev ${mailed.id}`, world);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `${mailed.id} is spam. \`npx waypost submissions release dev ${mailed.id}\` takes it back.`,
    );
    expect(table.get(mailed.id)).toEqual({ ...mailed, status: 'spam' });
  });

  test('--json has the submission as it is now', async () => {
    const { stdout } = await submissions(`spam dev ${mailed.id} --json`, world);
    expect(JSON.parse(stdout)).toEqual({ ...mailed, status: 'spam' });
  });

  test.each([
    [ids.spam, 'spam'],
    [ids.failed, 'failed'],
  ])('refuses what was not mailed, or failed since: %s', async (id, status) => {
    const { code, table, stderr } = await submissions(`spam dev ${id}`, world);
    expect(code).toBe(1);
    expect(stderr).toContain(`has the status "${status}"; only mailed submissions`);
    expect(table.get(id)?.status).toBe(status);
  });

  test('of what is not there is an error', async () => {
    const { code, stderr } = await submissions('spam dev nothing', world);
    expect(code).toBe(1);
    expect(stderr).toContain('There is no submission "nothing" in dev');
  });

  test('release takes it back, and mails nothing a second time', async () => {
    const marked = { submissions: [stored({ status: 'spam' })] };
    const { code, table, queue, stderr } = await submissions(`release dev ${mailed.id}`, marked);
    expect(code).toBe(0);
    expect(stderr).toContain('is not mailed again');
    expect(table.get(mailed.id)?.status).toBe('mailed');
    expect(queue.bodies).toEqual([]);
  });
});

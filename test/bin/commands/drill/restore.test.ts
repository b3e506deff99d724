import { drill, SIDE, SOURCE, type World } from './fakes';

const items = { one: 'a', two: 'b', three: 'c' };
const changing = ['removeTable', 'removeBackup', 'restoreToPointInTime', 'restoreBackup'];

/** Everything that a drill made is gone, and the submissions table is as it was. */
function expectCleanedUp({ tables, backups }: Awaited<ReturnType<typeof drill>>) {
  expect([...tables.keys()]).toEqual([SOURCE]);
  expect([...backups]).toEqual([]);
  expect(Object.fromEntries(tables.get(SOURCE) ?? [])).toMatchObject(items);
}

describe('drill restore', () => {
  test('restores to a point in time, compares every item, and removes the side table', async () => {
    const ran = await drill('restore dev --yes', { items });
    expect(ran.code).toBe(0);
    expect(ran.calls).toContain(`restoreToPointInTime ${SOURCE}`);
    expect(ran.stdout).toContain('by point-in-time recovery');
    expect(ran.stdout).toContain('compared        3, of which 3 are identical');
    expect(ran.stdout).toContain(`removed         ${SIDE}`);
    expectCleanedUp(ran);
  });

  test('makes a backup where recovery is off, restores that, and removes both', async () => {
    const ran = await drill('restore dev --yes', { items, recovery: false });
    expect(ran.code).toBe(0);
    expect(ran.calls).toEqual(
      expect.arrayContaining([`makeBackup ${SOURCE}`, `restoreBackup ${SIDE}`]),
    );
    expect(ran.stdout).toContain('by backup');
    expectCleanedUp(ran);
  });

  test('touches the submissions table by reading it, and no more', async () => {
    const { calls } = await drill('restore dev --yes', { items, recovery: false });
    const ofSource = calls.filter((call) => call.endsWith(` ${SOURCE}`));
    expect(new Set(ofSource.map((call) => call.split(' ')[0]))).toEqual(
      new Set(['fingerprints', 'makeBackup']),
    );
  });

  test('reads the table before the restored point and after it, and compares what stayed the same', async () => {
    let reads = 0;
    const { code, stdout } = await drill('restore dev --yes', {
      items,
      before: (call, { tables }) => {
        // A message comes, and another one changes, between the two readings.
        if (call !== 'fingerprints' || (reads += 1) !== 2) return;
        tables.get(SOURCE)?.set('four', 'new').set('three', 'changed');
      },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('compared        2, of which 2 are identical');
    expect(stdout).toContain('not comparable  2 that were added, changed or deleted');
  });

  test.each([
    ['lost', { one: 'a', three: 'c' }, 'missing         1\n    two'],
    ['altered', { ...items, two: 'x' }, 'different       1\n    two'],
    ['invented', { ...items, four: 'd' }, 'unexpected      1\n    four'],
  ])('ends with 1 and names the item that the restore %s', async (_, restored, line) => {
    const ran = await drill('restore dev --yes', { items, restored });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(line);
    expect(ran.stderr).toContain('Do not rely on it');
    expect(ran.stderr).toContain('npx waypost submissions show dev <id>');
    expectCleanedUp(ran);
  });

  test('says of an empty table that there was nothing to compare', async () => {
    expect((await drill('restore dev --yes')).stdout).toContain('There was nothing to compare');
  });

  test('--json reports on stdout alone, with what is promised for each store', async () => {
    const { stdout } = await drill('restore dev --yes --json', { items });
    expect(JSON.parse(stdout)).toMatchObject({
      environment: 'dev',
      table: SOURCE,
      sideTable: SIDE,
      by: 'point-in-time recovery',
      items: { before: 3, after: 3, restored: 3 },
      compared: 3,
      missing: [],
      different: [],
      unexpected: [],
      changedMeanwhile: 0,
      cleanedUp: true,
      seconds: { restore: expect.any(Number) as number, total: expect.any(Number) as number },
      leftovers: { tables: [], backups: [] },
      objectives: expect.arrayContaining([
        expect.objectContaining({ store: 'submissions table', loses: 'all of it' }),
      ]) as unknown,
    });
  });
});

describe('drill restore that does not go well', () => {
  const refused = (call: string) => (current: string) => {
    if (current === call) throw new Error(`${call} was refused`);
  };

  test.each<[string, World]>([
    ['the restore is refused', { before: refused('restoreToPointInTime') }],
    ['the backup is refused', { before: refused('makeBackup'), recovery: false }],
    ['the backup cannot be restored', { before: refused('restoreBackup'), recovery: false }],
  ])('cleans up when %s', async (_, world) => {
    const ran = await drill('restore dev --yes', { items, ...world });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('was refused');
    expect(ran.stdout).toBe('');
    expectCleanedUp(ran);
  });

  test('cleans up when the restored table cannot be read', async () => {
    let reads = 0;
    const ran = await drill('restore dev --yes', {
      items,
      before: (call) => {
        if (call === 'fingerprints' && (reads += 1) === 3) throw new Error('cannot be read');
      },
    });
    expect(ran.code).toBe(1);
    expectCleanedUp(ran);
  });

  test('waits on Ctrl-C until the side table can be deleted, and deletes it', async () => {
    let states = 0;
    const ran = await drill('restore dev --yes', {
      items,
      before: (call, running) => {
        if (call === 'tableState' && (states += 1) === 1) running.interrupt();
      },
    });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('Interrupted: nothing was compared.');
    expect(ran.calls).toContain(`removeTable ${SIDE}`);
    expectCleanedUp(ran);
  });

  test.each([
    ['a sound comparison', undefined],
    ['a fault, which it tells as well', 'cannot be read'],
  ])('names what it could not delete, and the command, after %s', async (_, fault) => {
    let reads = 0;
    const ran = await drill('restore dev --yes', {
      items,
      recovery: false,
      before: (call) => {
        if (call === 'removeTable') throw new Error('denied');
        if (call === 'fingerprints' && (reads += 1) === 3 && fault) throw new Error(fault);
      },
    });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('may still exist');
    expect(ran.stderr).toContain(
      `aws dynamodb delete-table --region eu-west-1 --table-name ${SIDE}`,
    );
    expect(ran.stderr).toContain('aws dynamodb delete-backup');
    expect(ran.stderr).toContain(fault ?? '');
  });

  test('that could not be cleaned up still tells what it found', async () => {
    const before: World['before'] = (call) => {
      if (call === 'removeTable') throw new Error('denied');
    };
    const sound = await drill('restore dev --yes', { items, before });
    expect(sound.stdout).toContain(`of which 3 are identical`);
    expect(sound.stdout).toContain(`not removed     ${SIDE}`);

    const restored = { ...items, two: 'x' };
    const { code, stdout, stderr } = await drill('restore dev --yes', { items, restored, before });
    expect(code).toBe(1);
    expect(stdout).toContain('different       1\n    two');
    expect(stderr).toContain('may still exist');
    expect(stderr).toContain('Do not rely on it');
  });

  test('names what an earlier drill has left, and leaves it', async () => {
    const leftovers = { tables: ['waypost-dev-restore-drill-old'], backups: ['arn:old'] };
    const { code, stderr, calls } = await drill('restore dev --yes', { items, leftovers });
    expect(code).toBe(0);
    expect(stderr).toContain('--table-name waypost-dev-restore-drill-old');
    expect(stderr).toContain('--backup-arn arn:old');
    expect(calls.filter((call) => call.endsWith('old'))).toEqual([]);
  });
});

describe('drill restore asks first', () => {
  test('and goes on when told so', async () => {
    expect((await drill('restore dev', { items, answer: 'y' })).code).toBe(0);
  });

  test.each([
    ['told not to', 'n', 'Nothing was restored.'],
    ['there is no terminal to ask in', undefined, 'Add --yes'],
  ])('and does nothing when %s', async (_, answer, message) => {
    const { code, calls, stderr } = await drill('restore dev', {
      items,
      ...(answer !== undefined && { answer }),
    });
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(stderr).toContain(message);
  });

  test('for credentials of the right account', async () => {
    const { code, calls, stderr } = await drill('restore dev --yes', { account: '444444444444' });
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(stderr).toMatch(/account 444444444444, but dev is account 222222222222/);
  });

  test.each([
    ['restore', "missing required argument 'environment'"],
    ['restore stage', 'There is no environment "stage"'],
    ['rebuild dev', "unknown command 'rebuild'"],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, calls, stderr } = await drill(line);
    expect({ code, calls }).toEqual({ code: 2, calls: [] });
    expect(stderr).toContain(message);
  });

  test('--help has examples', async () => {
    const { code, stderr } = await drill('restore --help');
    expect(code).toBe(0);
    expect(stderr).toContain('Examples:\n  npx waypost drill restore prod');
  });
});

test('control: a drill that changed the submissions table would be noticed', async () => {
  const { calls } = await drill('restore dev --yes', { items });
  const changes = calls.filter((call) => changing.includes(call.split(' ')[0] ?? ''));
  expect(changes).toEqual([`restoreToPointInTime ${SOURCE}`, `removeTable ${SIDE}`]);
});

import { csv } from '../../../../lambdas/submissions/export';
import { ids, stored, submissions } from './fakes';

/** Cells of a CSV, read by the rules of RFC 4180 alone. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain, end] = pattern.exec(text) ?? [];
    if (end === undefined) throw new Error('this is no CSV');
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

const column = (text: string, name: string) => {
  const [header = [], ...rows] = cells(text);
  return rows.map((row) => row[header.indexOf(name)]);
};
const withName = (name: string) =>
  stored({ values: { name, email: 'a@example.org', message: 'Hello' } });

describe('submissions export --format csv', () => {
  test('has a header, and the forms’ own fields as columns', () => {
    const quote = stored({
      id: ids.failed,
      form: 'quote',
      spam: ['honeypot', 'too-fast'],
      values: { ...stored().values, phone: '1', status: 'married' },
    });
    const text = csv([stored(), quote]);
    expect(text.split('\r\n')[0]).toBe(
      'id,receivedAt,form,status,reason,spam,marks,destination,mailedAt,mailMessageId,receipt,handledAt,note,expiresAt,' +
        'name,email,message,phone,values.status',
    );
    expect(column(text, 'phone')).toEqual(['', '1']);
    expect(column(text, 'status')).toEqual(['mailed', 'mailed']);
    expect(column(text, 'values.status')).toEqual(['', 'married']);
    expect(column(text, 'spam')).toEqual(['', 'honeypot too-fast']);
    expect(column(text, 'message')).toEqual(['Hello\nthere', 'Hello\nthere']);
  });

  test.each(['a,b', 'say "x"', 'two\nlines', 'dos\r\nlines', 'عربي', '  spaces ', '"', ','])(
    'keeps %j as it is',
    (name) => {
      expect(column(csv([withName(name)]), 'name')).toEqual([name]);
    },
  );

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|"/c x"!A1', '＝1'])(
    'makes %j text for a spreadsheet',
    (name) => {
      expect(column(csv([withName(name)]), 'name')).toEqual([`'${name}`]);
    },
  );

  test('control: a formula in the middle of a cell is none', () => {
    expect(column(csv([withName('1=1')]), 'name')).toEqual(['1=1']);
  });

  test('of nothing is the header', () => {
    expect(cells(csv([]))).toHaveLength(1);
  });
});

describe('submissions export', () => {
  const world = {
    submissions: [
      stored(),
      stored({ id: ids.spam, status: 'spam', receivedAt: '2026-11-24T10:00:00.000Z' }),
    ],
  };

  test('--format jsonl is a submission a line, newest first', async () => {
    const { stdout, stderr } = await submissions('export dev --format jsonl', world);
    const parsed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(parsed.map(({ id }) => id)).toEqual([ids.spam, ids.mailed]);
    expect(parsed[1]).toEqual(stored());
    expect(stderr).toBe('2 submissions exported');
  });

  test('takes the filters of list', async () => {
    const { stdout } = await submissions('export dev --format csv --status spam', world);
    expect(column(stdout, 'id')).toEqual([ids.spam]);
  });

  test('--output writes the file, and --json says so', async () => {
    const { files, stdout } = await submissions(
      'export dev --format csv --output all.csv --json',
      world,
    );
    expect(column(files.get('all.csv') ?? '', 'id')).toEqual([ids.spam, ids.mailed]);
    expect(JSON.parse(stdout)).toEqual({ output: 'all.csv', format: 'csv', submissions: 2 });
  });

  test('overwrites a file only when --force says so', async () => {
    const line = 'export dev --format csv --output all.csv';
    const files = { 'all.csv': 'precious' };
    const careful = await submissions(line, { files });
    expect(careful.code).toBe(1);
    expect(careful.files.get('all.csv')).toBe('precious');
    const forced = await submissions(`${line} --force`, { files });
    expect(forced.code).toBe(0);
    expect(forced.files.get('all.csv')).toMatch(/^id,/);
  });
});

import { ids, submissions } from './fakes';

describe('submissions restore', () => {
  test('puts back what is missing, and says what to erase again and to delete', async () => {
    const { code, log, stdout, stderr } = await submissions('restore dev --from side --yes');
    expect({ code, log }).toEqual({ code: 0, log: ['bring back from side'] });
    expect(stdout.split('\n')).toEqual([
      '1 submission put back into dev',
      `  ${ids.spam}`,
      '2 were there, and stay as they are',
      '1 had expired, and stay away',
      '',
    ]);
    expect(stderr).toContain('npx waypost submissions erase dev <e-mail>');
    expect(stderr).toContain('delete side');
  });

  test('--json reports on stdout alone', async () => {
    const { stdout, stderr } = await submissions('restore dev --from side --yes --json');
    expect(JSON.parse(stdout)).toEqual({
      from: 'side',
      to: 'table',
      restored: [ids.spam],
      present: 2,
      expired: 1,
    });
    expect(stderr).toBe('');
  });

  test('goes on when told so', async () => {
    const { log } = await submissions('restore dev --from side', { answer: 'yes' });
    expect(log).toEqual(['bring back from side']);
  });

  test.each([
    ['told not to', 'restore dev --from side', 'n', 'Nothing was restored.'],
    ['there is nobody to ask', 'restore dev --from side', undefined, 'Say --yes'],
    ['the table is the one to restore', 'restore dev --from table --yes', undefined, 'itself'],
  ])('puts nothing back when %s', async (_, line, answer, message) => {
    const { code, log, stderr } = await submissions(line, {
      ...(answer !== undefined && { answer }),
    });
    expect({ code, log }).toEqual({ code: 1, log: [] });
    expect(stderr).toContain(message);
  });
});

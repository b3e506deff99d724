import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { asker } from '../../../../bin/commands/terminal/ask';
import { restorableTable } from '../../../../bin/commands/submissions/adapters/dynamodb-table';
import { config } from '../fakes';
import { ids, submissions } from './fakes';

describe('submissions restore', () => {
  test('puts back what is missing, and says what to erase again and to delete', async () => {
    const { code, log, stdout, stderr } = await submissions('restore dev --from side --yes');
    expect({ code, log }).toEqual({ code: 0, log: ['bring back from side'] });
    expect(stdout.split('\n')).toEqual([
      '1 submission put back into dev',
      `  ${ids.spam}`,
      'already there, unchanged: 2',
      'expired, left out: 1',
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
    ['there is no terminal to ask in', 'restore dev --from side', undefined, 'Add --yes'],
    ['the table is the one to restore', 'restore dev --from table --yes', undefined, 'itself'],
  ])('puts nothing back when %s', async (_, line, answer, message) => {
    const { code, log, stderr } = await submissions(line, {
      ...(answer !== undefined && { answer }),
    });
    expect({ code, log }).toEqual({ code: 1, log: [] });
    expect(stderr).toContain(message);
  });

  test('says of a table that is not there that its name is wrong, not that a release makes it', async () => {
    const missing = new ResourceNotFoundException({ message: 'not found', $metadata: {} });
    const client = { send: () => Promise.reject(missing) };
    const table = restorableTable(client as never, 'table', asker(config.tools));
    await expect(table.bringBack('side', new Date())).rejects.toMatchObject({
      code: 'NO_SUCH_TABLE',
      message: expect.stringMatching(/^--from: there is no table side /) as string,
    });
    await expect(table.find('id')).rejects.toMatchObject({ code: 'NOT_DEPLOYED' });
  });
});

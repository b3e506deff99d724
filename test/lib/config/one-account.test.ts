import { parseConfig } from '../../../lib/config/parse-config';
import { oneAccountInput } from '../../helpers/one-account';
import { onlyProblemOf, problemsOf, sample } from '../../helpers/sample';

describe('one account for all', () => {
  test('is taken only if it is asked for', () => {
    expect(parseConfig(oneAccountInput()).oneAccount).toBe(true);
    expect(parseConfig(sample).oneAccount).toBe(false);
    const unasked = problemsOf({ ...oneAccountInput(), oneAccount: false });
    expect(unasked.map(({ path }) => path)).toContain('environments[0].account');
    expect(JSON.stringify(unasked)).toContain('docs/one-account.md');
  });

  test('is the same one everywhere', () => {
    const other = oneAccountInput({ account: '222222222222' });
    expect(onlyProblemOf(other)).toMatchObject({
      path: 'environments[0].account',
      found: '222222222222',
      fix: 'write "111111111111", or remove oneAccount',
    });
  });

  test('has one permissions boundary', () => {
    const other = oneAccountInput({ permissionsBoundary: 'ours' });
    expect(onlyProblemOf(other)).toMatchObject({
      path: 'environments[0].permissionsBoundary',
      fix: 'write the same permissionsBoundary everywhere',
    });
  });

  test('has one monitor of spending', () => {
    const both = oneAccountInput({ anomalyMonitor: 'create' }, { anomalyMonitor: 'create' });
    expect(onlyProblemOf(both).path).toBe('environments[1].anomalyMonitor');
    expect(problemsOf(oneAccountInput({}, { anomalyMonitor: 'create' }))).toEqual([]);
  });

  test('restricts no identity that two environments send from', () => {
    const restricted = oneAccountInput({ restrictSending: true });
    expect(onlyProblemOf(restricted)).toMatchObject({
      path: 'environments[0].restrictSending',
      found: true,
    });
    const elsewhere = { region: 'eu-central-1' } as const;
    expect(problemsOf(oneAccountInput({ restrictSending: true }, elsewhere))).toEqual([]);
    expect(problemsOf(oneAccountInput({ restrictSending: true }, { delegated: true }))).toEqual([]);
  });

  test('names must still differ, and domains', () => {
    const same = oneAccountInput({}, { name: 'dev', domain: 'dev.example.com' });
    expect(problemsOf(same).map(({ path }) => path)).toEqual([
      'environments[1].name',
      'environments[1].domain',
    ]);
  });
});

import { findingsOf } from '../fakes';

const builds = async (buildsAtOnce: Readonly<Record<string, number>>) =>
  (await findingsOf('tools', { buildsAtOnce })).all.filter(({ says }) => says.includes('builds'));

describe('builds that can run at once', () => {
  test('are enough in most accounts', async () => {
    expect(await builds({ 'Linux/Small': 60, 'Linux/Medium': 20, 'Linux/Large': 0 })).toEqual([
      {
        verdict: 'fine',
        says: 'builds that can run at once: 60 on Linux/Small, 20 on Linux/Medium',
        remedy: '',
      },
    ]);
  });

  test.each([
    [{ 'Linux/Small': 1, 'Linux/Medium': 60 }, 'to do', 'one may fail'],
    [{ 'Linux/Small': 60, 'Linux/Medium': 1 }, 'to do', 'one may fail'],
    [{ 'Linux/Small': 0, 'Linux/Medium': 1 }, 'wrong', 'no release can be built'],
  ])('are to be raised in a new account: %j', async (most, verdict, says) => {
    expect(await builds(most)).toEqual([
      {
        verdict,
        says: expect.stringContaining(says) as string,
        remedy: expect.stringContaining('Concurrently running builds') as string,
      },
    ]);
  });

  test('are not spoken of where Service Quotas has none, as in the rehearsal', async () => {
    expect(await builds({})).toEqual([]);
  });
});

const found = async (functionsAtOnce: number) =>
  (await findingsOf('prod', { functionsAtOnce })).all.filter(({ says }) =>
    says.includes('at once'),
  );

describe('functions that can run at once', () => {
  test('are enough in most accounts', async () => {
    expect(await found(1000)).toEqual([
      { verdict: 'fine', says: '1000 functions can run at once', remedy: '' },
    ]);
  });

  test('are to be raised in a new account', async () => {
    expect(await found(10)).toEqual([
      {
        verdict: 'to do',
        says: expect.stringContaining('10 functions can run at once') as string,
        remedy: expect.stringContaining('Concurrent executions') as string,
      },
    ]);
  });
});

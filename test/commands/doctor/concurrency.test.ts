import { findingsOf } from './fakes';

const found = async (functionsAtOnce: number) =>
  (await findingsOf('prod', { functionsAtOnce })).all.filter(({ says }) =>
    says.includes('at once'),
  );

describe('functions that may run at once', () => {
  test('are enough in most accounts', async () => {
    expect(await found(1000)).toEqual([
      { verdict: 'fine', says: '1000 functions may run at once', remedy: '' },
    ]);
  });

  test('are to be raised in a new account', async () => {
    expect(await found(10)).toEqual([
      {
        verdict: 'to do',
        says: expect.stringContaining('10 functions may run at once') as string,
        remedy: expect.stringContaining('Concurrent executions') as string,
      },
    ]);
  });
});

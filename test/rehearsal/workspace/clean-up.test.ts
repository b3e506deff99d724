import { cleanUp } from '../../../rehearsal/workspace/clean-up';

describe('cleaning up', () => {
  test('does everything, and tells what could not be done', async () => {
    const done: string[] = [];
    const told: string[] = [];
    await cleanUp(
      [
        () => Promise.reject(new Error('ENOTEMPTY: /tmp/x')),
        () => undefined,
        () => {
          done.push('last');
          return Promise.resolve();
        },
      ],
      (message) => told.push(message),
    );

    expect(done).toEqual(['last']);
    expect(told).toEqual(['left behind: ENOTEMPTY: /tmp/x']);
  });
});

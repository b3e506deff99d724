import { unlessAborted } from '../../../rehearsal/runner/abort';

const never = new Promise<never>(() => undefined);
const reason = new Error('the emulator has ended');

describe('what is waited for', () => {
  test('comes while nobody aborts, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    await expect(unlessAborted(Promise.resolve('result'), signal)).resolves.toBe('result');
    expect(removed.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      added.mock.calls.map(([type, listener]) => [type, listener]),
    );
    expect(added).toHaveBeenCalledTimes(1);
  });

  test('ends with the reason as soon as somebody aborts', async () => {
    const controller = new AbortController();
    const result = unlessAborted(never, controller.signal);
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  test('ends at once where somebody has aborted before', async () => {
    await expect(unlessAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('does not end the process where it fails after that', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    let fail: (error: Error) => void = () => undefined;
    const result = new Promise<never>((_, reject) => (fail = reject));
    await expect(unlessAborted(result, AbortSignal.abort(reason))).rejects.toBe(reason);
    fail(new Error('late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

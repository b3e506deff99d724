import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something is found, however slow the machine is: the test's own limit ends what hangs. */
export async function eventually<T>(
  find: () => T | undefined | Promise<T | undefined>,
  pollMs = 50,
): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await delay(pollMs);
  }
}

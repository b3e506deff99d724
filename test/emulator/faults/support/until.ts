import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so; rejects after minutes, which only a hang takes. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 240_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not so after ${timeoutMs} ms: ${isSo.toString()}`);
    await sleep(50);
  }
}

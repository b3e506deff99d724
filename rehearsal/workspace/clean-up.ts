/** Runs all steps at once. One that fails is told, and keeps nothing else from its end. */
export async function cleanUp(
  steps: readonly (() => Promise<void> | undefined)[],
  tell: (message: string) => void,
): Promise<void> {
  const results = await Promise.allSettled(steps.map(async (step) => step()));
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    const reason: unknown = result.reason;
    tell(`left behind: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
}

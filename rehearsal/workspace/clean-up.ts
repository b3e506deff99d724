/** Runs all steps at once. Reports a failed step, and still finishes the others. */
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

export interface Clock {
  /** Milliseconds; only differences are used. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A step found a fault. The message says which, and where to look. */
export class StepFailure extends Error {
  readonly code = 'SMOKE_TEST_FAILED';
  constructor(message: string) {
    super(message);
    this.name = 'StepFailure';
  }
}

export type RunStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Runs steps one after the other and prints a line for each: result, duration, name. */
export function stepRunner(clock: Clock, print: (line: string) => void): RunStep {
  return async (name, work) => {
    const startedAt = clock.now();
    const line = (result: string) =>
      `${result.padEnd(6)} ${((clock.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${name}`;
    try {
      const value = await work();
      print(line('ok'));
      return value;
    } catch (error) {
      print(line('FAILED'));
      throw error;
    }
  };
}

/**
 * Tries until `attempt` resolves, for at most `timeoutMs`. After each failure it waits twice as long, from
 * 0.25 s to 4 s. Rejects with the last StepFailure. Any other error ends it at once.
 */
export async function eventually<T>(
  attempt: () => Promise<T>,
  timeoutMs: number,
  clock: Clock,
): Promise<T> {
  const deadline = clock.now() + timeoutMs;
  for (let waitMs = 250; ; waitMs = Math.min(2 * waitMs, 4_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StepFailure) || clock.now() + waitMs > deadline) throw error;
      await clock.sleep(waitMs);
    }
  }
}

/**
 * Longest waits of a rehearsal, in milliseconds. Our own limits are dozens of times the usual duration on two
 * cores, so only something that hangs reaches them. AWS's limits have AWS's values.
 */
export interface TimeLimits {
  /** For a command before the first execution, such as `waypost deploy`. It takes seconds. */
  readonly command: number;
  /** Until the emulator answers. It takes half a second. */
  readonly emulatorStart: number;
  /** For an answer of the launcher, which has it in memory. */
  readonly emulatorAnswer: number;
  /** For an answer of AWS's APIs. The emulator makes a whole stack within one call. */
  readonly request: number;
  /** For a stack. Only a custom resource that never answers takes so long. */
  readonly stack: number;
  /**
   * How long a function may be silent after it was asked for a job, as on AWS.
   * https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
   */
  readonly job: number;
  /** For a build, from its project's minutes (TimeoutInMinutes; AWS's default is 60). */
  readonly build: (minutes: number | undefined) => number;
}

const MINUTE_MS = 60_000;
/** Node treats a longer one as one millisecond: https://nodejs.org/api/timers.html */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
export const LARGEST_PATIENCE = 100;

/** @param patience factor for each limit, from 1 to {@link LARGEST_PATIENCE} */
export function timeLimits(patience = 1): TimeLimits {
  const minutes = (count: number) => Math.min(count * patience * MINUTE_MS, LONGEST_TIMEOUT_MS);
  return {
    command: minutes(30),
    emulatorStart: minutes(5),
    emulatorAnswer: minutes(5),
    request: minutes(15),
    stack: minutes(30),
    job: minutes(20),
    build: (given = 60) => minutes(given),
  };
}

/** The end of each message about a passed limit. */
export const MORE_PATIENCE =
  'On a slow machine, `npm start -- --patience 5` makes every time limit five times as long.';

/** Such as `90 s` or `30 min`. */
export function limitInWords(ms: number): string {
  return ms < MINUTE_MS ? `${ms / 1000} s` : `${Math.round(ms / MINUTE_MS)} min`;
}

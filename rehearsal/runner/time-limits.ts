/**
 * Longest waits of a rehearsal, in milliseconds. Only what hangs reaches one of ours: each is dozens
 * of times what it takes on two cores. Those of AWS are AWS's.
 */
export interface TimeLimits {
  /** Of a command before the first execution, such as `waypost deploy`; it takes seconds. */
  readonly command: number;
  /** Until the emulator answers; it takes half a second. */
  readonly emulatorStart: number;
  /** Of an answer of the launcher, which comes from its memory. */
  readonly emulatorAnswer: number;
  /** Of an answer of AWS's APIs; the emulator makes a whole stack within one. */
  readonly request: number;
  /** Of a stack; only a custom resource that never answers takes so long. */
  readonly stack: number;
  /**
   * How long a function may be silent after it was asked for a job, as on AWS.
   * https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
   */
  readonly job: number;
  /** Of a build, from the minutes that its project gives it (TimeoutInMinutes; AWS gives 60). */
  readonly build: (minutes: number | undefined) => number;
}

const MINUTE_MS = 60_000;
/** Node takes a longer one for a millisecond: https://nodejs.org/api/timers.html */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
export const LARGEST_PATIENCE = 100;

/** @param patience what each limit is multiplied with, from 1 to {@link LARGEST_PATIENCE} */
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

/** What a message about a limit that has passed ends with. */
export const MORE_PATIENCE =
  'On a slow machine, `npm start -- --patience 5` makes every time limit five times as long.';

/** Such as `90 s` or `30 min`. */
export function limitInWords(ms: number): string {
  return ms < MINUTE_MS ? `${ms / 1000} s` : `${Math.round(ms / MINUTE_MS)} min`;
}

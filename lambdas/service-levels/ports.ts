/** Values of a metric by the time of their bin, in epoch milliseconds. Without a value: no entry. */
export type Series = ReadonlyMap<number, number>;

/** What is read at each look, five minutes a bin. */
export interface Readings {
  /** Mails to owners that SES took. */
  readonly mailed: Series;
  /** Tries, mailed or not, that ended too late. */
  readonly late: Series;
  readonly failed: Series;
  /** Seconds, of the oldest message that waits. */
  readonly oldestMessage: Series;
  readonly requests: Series;
  readonly serverErrors: Series;
  readonly probesFailed: Series;
}

export interface LevelPorts {
  /** Asks the page and the API, as a visitor's browser does. Resolves with a code of ours if one fails. */
  readonly probe: () => Promise<string | undefined>;
  /** Rejects when metrics cannot be read. */
  readonly read: (from: Date, to: Date) => Promise<Readings>;
  readonly now: () => Date;
}

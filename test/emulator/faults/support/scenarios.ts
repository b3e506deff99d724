import { atMost } from './at-most';

/** As many as Jest plays of its concurrent tests. */
const AT_ONCE = 5;

type Play = () => Promise<void>;

/**
 * The scenarios of a file, each of which is played once, whichever test asks first: what looks at the
 * calls of all of them may run in any order with the rest.
 */
export class Scenarios {
  readonly #plays: Play[] = [];

  /** Remembers a scenario; the result plays it. */
  one(play: Play): Play {
    let played: Promise<void> | undefined;
    const once = () => (played ??= play());
    this.#plays.push(once);
    return once;
  }

  /** The same for rows of `test.each`. */
  each<Row extends unknown[]>(
    rows: readonly Row[],
    play: (...row: Row) => Promise<void>,
  ): (...row: Row) => Promise<void> {
    const plays = rows.map((row) => this.one(() => play(...row)));
    return async (...given) => {
      const at = rows.findIndex((row) => row.every((value, index) => value === given[index]));
      const found = plays[at];
      if (!found) throw new Error('There is no such row.');
      await found();
    };
  }

  /** Plays those that have not been. @throws when one fails */
  async all(): Promise<void> {
    if (this.#plays.length === 0) throw new Error('There is no scenario.');
    await atMost(AT_ONCE, this.#plays, (play) => play());
  }
}

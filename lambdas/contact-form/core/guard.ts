import { type DailySecrets, Unavailable } from '../ports';

/** Day in the keys of the guard table: `2026-11-24`, UTC. `at` in epoch milliseconds. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * Questions to our own tables about a visitor fail open: a visitor must not suffer when our table
 * is down. `report` gets each fault.
 */
export function failOpen(report: (error: Unavailable) => void) {
  return async <T, Open>(question: Promise<T>, open: Open): Promise<T | Open> => {
    try {
      return await question;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      report(error);
      return open;
    }
  };
}

/** The secret of the day of a moment (epoch milliseconds), unless it cannot be read. */
export type SecretAt = (at: number) => Promise<string | undefined>;

/** Asks for each day's secret once, even when there is no answer. */
export function secretsOf(secrets: DailySecrets, orOpen: ReturnType<typeof failOpen>): SecretAt {
  const asked = new Map<string, Promise<string | undefined>>();
  return (at) => {
    const day = dayOf(at);
    const answer = asked.get(day) ?? orOpen(secrets.of(day), undefined);
    asked.set(day, answer);
    return answer;
  };
}

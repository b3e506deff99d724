import { CronExpressionParser } from 'cron-parser';
import type { z } from 'zod';
import { type InputOf, type OutputOf, record, Refusal, text } from '../fields/field';

const cron = text<string>(
  'five fields of cron: minute, hour, day, month, day of the week',
  (value) => {
    const fix = 'write, for example, "* 9-16 * * 1-4": Monday to Thursday from 9:00 to 16:59';
    if (value.trim().split(/\s+/).length !== 5) return new Refusal(fix);
    try {
      CronExpressionParser.parse(value).next();
      return value;
    } catch (error) {
      // cron-parser knows no class of errors of its own.
      return new Refusal(`${fix}. ${error instanceof Error ? error.message : ''}`);
    }
  },
);

const timeZone = text<string>('a name of the IANA time zone database', (value) =>
  isTimeZone(value) ? value : new Refusal('write, for example, "Europe/Berlin" or "UTC"'),
);

const schema = record({
  /**
   * Five fields of cron: minute, hour, day of the month, month, day of the week. Each minute that
   * they match is inside the window. Example: `* 9-16 * * 1-4` is Monday to Thursday, from 9:00 to
   * 16:59.
   */
  cron,
  /** Name in the IANA time zone database, such as `Europe/Berlin`. Default: `UTC`. */
  timeZone: timeZone.default('UTC'),
});

/** Minutes in which stacks may begin to change. */
export type DeploymentWindowInput = InputOf<typeof schema>;
export const deploymentWindow: z.ZodType<OutputOf<typeof schema>, DeploymentWindowInput> = schema;

function isTimeZone(name: string): boolean {
  // "+02:00" would know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

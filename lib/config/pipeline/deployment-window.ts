import { CronExpressionParser } from 'cron-parser';
import { record, Refusal, text } from '../fields/field';

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

/** Minutes in which stacks may begin to change. */
export const deploymentWindow = record({ cron, timeZone: timeZone.optional() }).transform(
  (given) => ({ ...given, timeZone: given.timeZone ?? 'UTC' }),
);

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

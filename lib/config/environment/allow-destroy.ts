import { environmentNames, environmentPrefix } from '../../naming';
import type { EnvironmentName, ProjectName } from '../../types/branded';
import type { Problem } from '../config-error';
import { choice, list, record, Refusal, text } from '../fields/field';
import type { SoundEnvironment } from '../sound';
import { noRepeats } from '../fields/repeats';

const PREFIX = `${environmentPrefix('p' as ProjectName, 'e')}-`;

/** How the names of an environment's stacks end: `dns`, `storage`, `backup-copy`. */
export const STACK_SUFFIXES: readonly string[] = Object.values(
  environmentNames('p' as ProjectName, 'e' as EnvironmentName).stacks,
).map((name) => name.slice(PREFIX.length));

const logicalId = text<string>('the logical id of a resource, such as "SubmissionsB3A1"', (value) =>
  // Loops and macros have no other name.
  /^(?:[A-Za-z0-9]{1,255}|Fn::ForEach::[A-Za-z0-9]{1,243}|Fn::Transform)$/.test(value)
    ? value
    : new Refusal('copy it from the message of the failed build, or from `npx waypost diff`'),
);

const until = text<string>('the last day on which this entry is valid, as "YYYY-MM-DD"', (value) =>
  isDay(value) ? value : new Refusal('write a day that exists, such as "2027-01-31"'),
);

const reason = text<string>(
  'why this may be destroyed: one line of at most 200 characters',
  (value) => (/^[^\r\n]{1,200}$/.test(value.trim()) ? value.trim() : new Refusal('write one line')),
);

export const allowDestroy = list(
  'what may be destroyed',
  record({ stack: choice<string>(STACK_SUFFIXES), logicalId, until, reason }),
);

/** Every second entry for the same resource. */
export function allowDestroyProblems(
  environments: readonly (SoundEnvironment | undefined)[],
): Problem[] {
  return environments.flatMap((environment, index) => {
    // An incomplete entry has a problem of its own.
    const entries = environment?.allowDestroy?.map((entry) =>
      entry?.stack !== undefined && entry.logicalId !== undefined ? entry : undefined,
    );
    return [
      ...noRepeats(
        `environments[${index}].allowDestroy`,
        entries,
        ({ stack = '', logicalId = '' }) => `${stack}/${logicalId}`,
      ),
    ];
  });
}

/** Whether the calendar has the day: `2027-02-30` it has not. */
function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

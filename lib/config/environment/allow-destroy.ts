import { environmentNames, environmentPrefix } from '../../naming';
import type { EnvironmentName, ProjectName } from '../../types/branded';
import { choice, type InputOf, list, type OutputOf, record, Refusal, text } from '../fields/field';

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

const schema = record({
  /** How the stack's name ends: `storage` of `waypost-prod-storage`. */
  stack: choice<string>(STACK_SUFFIXES),
  /** Logical id of the resource in the stack's template. The failed build names it. */
  logicalId,
  /**
   * The last day on which this entry is valid, as `YYYY-MM-DD`, in UTC. It is checked when a release is
   * compared.
   */
  until,
  /** Shown to the approver; at most 200 characters. */
  reason,
});

/** Allows a release to remove or replace one resource that holds state. */
export type AllowedRemovalInput = InputOf<typeof schema>;
export type AllowedRemoval = OutputOf<typeof schema>;
export const allowDestroy = list<AllowedRemoval, AllowedRemovalInput>(
  'what may be destroyed',
  schema,
);

/** Whether the calendar has the day: `2027-02-30` it has not. */
function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

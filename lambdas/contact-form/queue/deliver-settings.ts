import { type DeliverForms, DELIVER_ENV, FORMS_VARIABLE } from '../contract';

/** What an environment's variables and bundle say, parsed. Throws InvalidEnvironment. */
export function readRetentionDays(raw: string): number {
  const days = Number(raw);
  if (!Number.isInteger(days) || days < 1) {
    throw new InvalidEnvironment(DELIVER_ENV.retentionDays, 'a whole number of days, at least 1');
  }
  return days;
}

/** At least one form. `raw` is what the build wrote into the bundle. */
export function readForms(raw: string): readonly [DeliverForms[0], ...DeliverForms] {
  const [first, ...others] = JSON.parse(raw) as DeliverForms;
  if (first === undefined) {
    throw new InvalidEnvironment(FORMS_VARIABLE, 'at least one form, as JSON');
  }
  const tooMany = [first, ...others].find(
    ({ recipients }) => recipients.length < 1 || recipients.length > 50,
  );
  if (tooMany) {
    throw new InvalidEnvironment(
      FORMS_VARIABLE,
      `forms with 1 to 50 recipients each ("${tooMany.name}" has ${tooMany.recipients.length})`,
    );
  }
  return [first, ...others];
}

/** Names the variable and never quotes it: Lambda logs this message, and it may hold addresses. */
class InvalidEnvironment extends Error {
  readonly code = 'ENVIRONMENT_INVALID';
  constructor(
    readonly variable: string,
    expected: string,
  ) {
    super(
      `Environment variable ${variable} must be ${expected}. Correct the stack and deploy again.`,
    );
    this.name = 'InvalidEnvironment';
  }
}

import { DELIVER_ENV } from '../contract';

/** The environment of `deliver` with its list and its number parsed. Throws InvalidEnvironment. */
export function readDeliverSettings(env: Readonly<Record<keyof typeof DELIVER_ENV, string>>) {
  const recipients = env.recipients.split(',').map((address) => address.trim());
  if (recipients.some((address) => address === '') || recipients.length > 50) {
    throw new InvalidEnvironment(DELIVER_ENV.recipients, '1 to 50 comma-separated addresses');
  }
  const retentionDays = Number(env.retentionDays);
  if (!Number.isInteger(retentionDays) || retentionDays < 1) {
    throw new InvalidEnvironment(DELIVER_ENV.retentionDays, 'a whole number of days, at least 1');
  }
  return { ...env, recipients, retentionDays };
}

/** Names the variable and never quotes it: Lambda logs this message, and it may hold addresses. */
export class InvalidEnvironment extends Error {
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

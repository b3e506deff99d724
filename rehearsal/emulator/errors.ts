/** The emulator does not come up, has ended, or answers what we cannot read. */
export class EmulatorFailed extends Error {
  readonly code = 'EMULATOR_FAILED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmulatorFailed';
  }
}

/** Nothing listens at its address. */
export class EmulatorUnreachable extends EmulatorFailed {}

/** A role does not let the service assume it; the message says which statement is missing. */
export class ServiceRoleRefused extends Error {
  readonly code = 'SERVICE_ROLE_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'ServiceRoleRefused';
  }
}

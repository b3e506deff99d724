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

/** Another program has the port that a kept cloud began with. */
export class PortTaken extends EmulatorFailed {
  constructor(port: number) {
    super(`Another program listens on port ${port} of this machine, which the kept cloud needs`);
  }
}

/** The cloud cannot be kept as it is at the moment. */
export class CannotKeep extends Error {
  readonly code = 'CANNOT_KEEP';
  constructor(why: string) {
    super(`The cloud cannot be kept: ${why}`);
    this.name = 'CannotKeep';
  }
}

/** A role does not let the service assume it; the message says which statement is missing. */
export class ServiceRoleRefused extends Error {
  readonly code = 'SERVICE_ROLE_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'ServiceRoleRefused';
  }
}

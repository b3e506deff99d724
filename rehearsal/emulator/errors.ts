/** The emulator does not start, has ended, or gives an answer that we cannot read. */
export class EmulatorFailed extends Error {
  readonly code = 'EMULATOR_FAILED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmulatorFailed';
  }
}

/** Nothing listens at its address. */
export class EmulatorUnreachable extends EmulatorFailed {}

/** Another program has the port of a kept cloud. */
export class PortTaken extends EmulatorFailed {
  constructor(port: number) {
    super(`Another program listens on port ${port} of this machine, which the kept cloud needs`);
  }
}

/** The cloud cannot be kept in its present state. */
export class CannotKeep extends Error {
  readonly code = 'CANNOT_KEEP';
  constructor(why: string) {
    super(`The cloud cannot be kept: ${why}`);
    this.name = 'CannotKeep';
  }
}

/** A role does not let the service assume it. The message says which statement is missing. */
export class ServiceRoleRefused extends Error {
  readonly code = 'SERVICE_ROLE_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'ServiceRoleRefused';
  }
}

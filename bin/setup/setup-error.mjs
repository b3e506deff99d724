/** A problem that the owner must solve before the setup can continue. */
export class SetupError extends Error {
  /**
   * @param {string} code stable name of the fault
   * @param {string} message the problem, and what to do
   */
  constructor(code, message) {
    super(message);
    this.name = 'SetupError';
    this.code = code;
  }
}

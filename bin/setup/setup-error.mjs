/** Something that the owner has to mend before the setup can go on. */
export class SetupError extends Error {
  /**
   * @param {string} code stable name of the fault
   * @param {string} message what is wrong, and what to do
   */
  constructor(code, message) {
    super(message);
    this.name = 'SetupError';
    this.code = code;
  }
}

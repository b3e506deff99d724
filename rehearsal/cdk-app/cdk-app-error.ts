/** A folder that is no CDK app with a pipeline that can be rehearsed. The message says why, and what to do. */
export class CdkAppError extends Error {
  readonly code = 'CDK_APP_UNFIT';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CdkAppError';
  }
}

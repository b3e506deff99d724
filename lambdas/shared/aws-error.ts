import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export interface AwsErrorDetails {
  readonly httpStatusCode?: number | undefined;
  readonly requestId?: string | undefined;
  /** What is stored, of `ReturnValuesOnConditionCheckFailure`. */
  readonly item?: AwsError['Item'] | undefined;
  readonly cause?: unknown;
}

/** A call that AWS refused or did not answer. Its message never quotes what AWS said. */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly Item?: Readonly<Record<string, AttributeValue>>;

  /**
   * `name` is AWS's own code, such as `ConditionalCheckFailedException`, or `TimeoutError`,
   * `NetworkError` or `UnreadableAnswer` when no code came.
   */
  constructor(operation: string, name: string, details: AwsErrorDetails = {}) {
    const { httpStatusCode, requestId, item, cause } = details;
    super(`${operation} failed: ${name}`, { cause });
    this.name = name;
    this.$metadata = {
      ...(httpStatusCode !== undefined && { httpStatusCode }),
      ...(requestId !== undefined && { requestId }),
    };
    if (item) this.Item = item;
  }

  /** Whether the same call may succeed a moment later. */
  get passing(): boolean {
    const { httpStatusCode: status = 0 } = this.$metadata;
    return PASSING.has(this.name) || status === 429 || status >= 500;
  }
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html, and no answer at all. */
const PASSING: ReadonlySet<string> = new Set([
  'TimeoutError',
  'NetworkError',
  'UnreadableAnswer',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

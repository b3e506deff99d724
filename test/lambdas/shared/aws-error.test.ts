import { AwsError } from '../../../lambdas/shared/aws-error';

describe('a failed call of AWS', () => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
  test.each([
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
  ])('may succeed a moment later after %s', (name) => {
    expect(new AwsError('GetItem', name, { httpStatusCode: 400 }).passing).toBe(true);
  });

  test.each([
    ['ValidationException', 400],
    ['Http499', 499],
  ])('fails again after %s', (name, httpStatusCode) => {
    expect(new AwsError('GetItem', name, { httpStatusCode }).passing).toBe(false);
  });
});

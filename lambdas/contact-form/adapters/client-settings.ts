/**
 * Settings of every SDK client: three tries of at most 3 s each end within a function's 30 s, so the
 * function reports the failure itself instead of being cut off.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    // Without it the SDK only warns that the time is up.
    throwOnRequestTimeout: true,
  },
} as const;

/**
 * Settings of every SDK client: a call ends after three tries of at most 2 s. The four calls of a
 * delivery then end within a function's 30 s, so that it reports a failure itself, by name, instead
 * of being cut off.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    // Without it the SDK only warns that the time is up.
    throwOnRequestTimeout: true,
  },
} as const;

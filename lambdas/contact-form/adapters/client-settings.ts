/**
 * Settings of the SDK's clients. Each call ends in time for `deliver` to finish within its 60 s, so
 * that it reports a failure itself, by name, instead of being cut off: see the test of its deadlines.
 */
const requestHandler = {
  connectionTimeout: 1_000,
  requestTimeout: 2_000,
  // Without it the SDK only warns that the time is up.
  throwOnRequestTimeout: true,
} as const;

/** Three tries of at most 2 s. */
export const CLIENT_SETTINGS = { maxAttempts: 3, requestHandler } as const;

const newConnection = { keepAlive: false } as const;

/**
 * SES's answer is worth waiting for, and no second try: it may have taken the mail. So each mail has a
 * connection of its own: one that SES closed while the function was frozen would fail it.
 */
export const MAIL_CLIENT_SETTINGS = {
  maxAttempts: 1,
  requestHandler: {
    ...requestHandler,
    requestTimeout: 15_000,
    httpAgent: newConnection,
    httpsAgent: newConnection,
  },
} as const;

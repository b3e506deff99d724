'use strict';

/** Runs one Lambda function in this process, as Lambda's runtime does: one invocation at a time. */
const [, , bundle] = process.argv;
const { handler } = require(bundle);

process.on('message', async ({ event, timeoutMs, requestId }) => {
  const deadline = Date.now() + timeoutMs;
  const context = {
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    process.send({ requestId, result: await handler(event, context) });
  } catch (error) {
    process.send({ requestId, error: String(error?.stack ?? error) });
  }
});
process.send({ ready: true });

import type { SQSBatchResponse } from 'aws-lambda';

/** Wrong on purpose: takes every message and mails none. */
export const handler = (): Promise<SQSBatchResponse> => Promise.resolve({ batchItemFailures: [] });

import { webhooksFunction } from '../../../../lambdas/webhooks/function';

/** As deployed, but that it may call this machine, and waits for an answer for two seconds only. */
export const handler = webhooksFunction(() => true, 2_000);

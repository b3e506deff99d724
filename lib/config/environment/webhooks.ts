import type { z } from 'zod';
import { WEBHOOK_FORMATS } from '../../../lambdas/webhooks/contract';
import { choice, flag, type InputOf, list, type OutputOf, record, text } from '../fields/field';
import { shortName } from '../fields/short-name';

const webhookName = shortName<string>(
  'choose a short name such as "crm"; its address is set by a command',
);

const formOfWebhook = text<string>('the name of a form', (value) => value);

const webhook = record({
  /**
   * Names it in commands and logs: lower-case letters, digits and single hyphens, a letter first, at
   * most 20 characters. `npx waypost webhooks set <environment> <name>` keeps its address, which
   * never stands in this file.
   */
  name: webhookName,
  /** Name of the form in `contact.forms` whose messages it tells of. */
  form: formOfWebhook,
  /**
   * What the receiver takes: `standard` (Standard Webhooks, signed), or `slack`, `discord` or
   * `teams`. Default: `standard`.
   */
  format: choice(WEBHOOK_FORMATS).default('standard'),
  /**
   * `true`: requests hold what the visitor wrote, and the receiver keeps it under its own rules.
   * `false`: they say only that there is a message.
   */
  content: flag,
});

const schema = list('webhooks', webhook, { most: 10 });

/** Addresses that are told of each mailed message. */
export type WebhooksInput = InputOf<typeof schema>;
export const webhooks: z.ZodType<OutputOf<typeof schema>, WebhooksInput> = schema;

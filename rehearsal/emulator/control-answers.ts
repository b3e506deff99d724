import { z } from 'zod';

// What the launcher's own paths answer (launcher/control.py, launcher/inventory.py).

const location = { account: z.string(), region: z.string() };
const stackResource = { ...location, stack: z.string(), logicalId: z.string() };

export const credentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});

export const pipelinesSchema = z.array(
  z.object({
    ...stackResource,
    name: z.string(),
    version: z.int(),
    properties: z.record(z.string(), z.unknown()),
  }),
);

export const resourcesSchema = z.array(
  z.object({
    ...stackResource,
    physicalId: z.string(),
    type: z.string(),
    coverage: z.enum(['emulated', 'recorded']),
    droppedProperties: z.array(z.string()),
  }),
);

export const endpointsSchema = z.array(z.object({ public: z.url(), local: z.url() }));

export const mailsSchema = z.array(
  z.object({
    ...location,
    messageId: z.string(),
    sentAt: z.iso.datetime({ offset: true }),
    from: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    replyTo: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    template: z.string().optional(),
    topic: z.string().optional(),
  }),
);

export const permissionSchema = z.object({ allowed: z.boolean() });
export const nothingSchema = z.object({});

const execution = {
  summary: z.string().optional(),
  externalExecutionId: z.string().optional(),
};
/** `null` until the function has given one. */
export const jobResultSchema = z.object({
  result: z
    .discriminatedUnion('status', [
      z.object({
        status: z.literal('succeeded'),
        variables: z.record(z.string(), z.string()),
        continuationToken: z.string().optional(),
        ...execution,
      }),
      z.object({
        status: z.literal('failed'),
        type: z.string(),
        message: z.string(),
        ...execution,
      }),
    ])
    .nullable(),
});

export const refusalSchema = z.object({ refused: z.string() });
export const readySchema = z.object({ status: z.literal('ready') });

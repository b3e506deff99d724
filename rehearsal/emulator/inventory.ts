import { z } from 'zod';

// The launcher's inventory of the emulated cloud (launcher/inventory.py).

/** The place of a resource. */
const location = z.object({ account: z.string(), region: z.string() });
export type Location = Readonly<z.infer<typeof location>>;

const stackResource = location.extend({
  /** The stack's name. */
  stack: z.string(),
  logicalId: z.string(),
});

export const pipelineResource = stackResource
  .extend({
    name: z.string(),
    /** 1 at first, and one more after each update. */
    version: z.int(),
    /** The resource's properties, resolved by CloudFormation (`Stages`, `RoleArn`, ...). */
    properties: z.record(z.string(), z.unknown()),
  })
  .readonly();

export const provisionedResource = stackResource
  .extend({
    physicalId: z.string(),
    /** Such as `AWS::S3::Bucket`. */
    type: z.string(),
    /** `recorded`: the emulator accepts and remembers it, but it does not work. */
    coverage: z.enum(['emulated', 'recorded']),
    /** It is recorded only because of --record-unknown. */
    unknown: z.boolean().optional(),
    /** Properties of the template that have no effect here, as dotted paths. */
    droppedProperties: z.array(z.string()).readonly(),
  })
  .readonly();
export type ProvisionedResource = z.infer<typeof provisionedResource>;

export const localEndpoint = z
  .object({
    /** Scheme and host as on AWS, such as `https://example.com`. */
    public: z.url(),
    /** Scheme, host and port that answer on this machine. */
    local: z.url(),
  })
  .readonly();
export type LocalEndpoint = z.infer<typeof localEndpoint>;

const addresses = z.array(z.string()).readonly();
export const sentMail = location
  .extend({
    messageId: z.string(),
    /** ISO 8601. */
    sentAt: z.iso.datetime({ offset: true }),
    from: z.string(),
    to: addresses,
    cc: addresses,
    bcc: addresses,
    replyTo: addresses,
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    /** Name of the SES template that it was made from, if any. */
    template: z.string().optional(),
    /** ARN of the SNS topic that mailed it to a subscriber. Without one, SES sent it. */
    topic: z.string().optional(),
  })
  .readonly();
export type SentMail = z.infer<typeof sentMail>;

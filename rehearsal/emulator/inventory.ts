/** Where something is. */
export interface Location {
  readonly account: string;
  readonly region: string;
}

interface StackResource extends Location {
  /** The stack's name. */
  readonly stack: string;
  readonly logicalId: string;
}

export interface DeployedPipeline extends StackResource {
  readonly name: string;
  /** 1, and one more after each update. */
  readonly version: number;
  /** The resource's properties as CloudFormation resolved them (`Stages`, `RoleArn`, ...). */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ProvisionedResource extends StackResource {
  readonly physicalId: string;
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string;
  /** `recorded`: accepted and remembered, but nothing behind it works. */
  readonly coverage: 'emulated' | 'recorded';
  /** Properties of the template that have no effect here, as dotted paths. */
  readonly droppedProperties: readonly string[];
}

export interface LocalEndpoint {
  /** Scheme and host as on AWS, such as `https://example.com`. */
  readonly public: string;
  /** Scheme, host and port that answer on this machine. */
  readonly local: string;
}

export interface SentMail extends Location {
  readonly messageId: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Name of the SES template that it was made from, if any. */
  readonly template?: string;
  /** ARN of the SNS topic that has mailed it to a subscriber; without one, SES has sent it. */
  readonly topic?: string;
}

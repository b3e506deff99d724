/**
 * The only things a log line may carry beside its level and event: identifiers, counts and names that
 * we or AWS made. There is no free text, so nothing that a visitor typed can get in.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly submissionId?: string;
  /** Of the owner's page: the id that Cognito gave the person who acts. */
  readonly person?: string;
  /** How many submissions a line is about. */
  readonly count?: number;
  /** SQS message id: names a message whose submission id cannot be read. */
  readonly queueMessageId?: string;
  /** SES message id. */
  readonly mailMessageId?: string;
  readonly destination?: 'owner' | 'simulator';
  /** Name of a form of the configuration. */
  readonly form?: string;
  /** Name of a webhook of the configuration. */
  readonly webhook?: string;
  /** Codes of ours. */
  readonly reason?: string;
  readonly reasons?: readonly string[];
  /** What keeps the record of a mail. */
  readonly recordedBy?: 'table' | 'queue';
  readonly status?: number;
  /** Codes of what was judged about a submission. */
  readonly spam?: readonly string[];
  readonly marks?: readonly string[];
  /** Names of refused form fields; never their values. */
  readonly fields?: readonly string[];
  /** Of the pipeline: an execution, and a run of an action in it. */
  readonly executionId?: string;
  readonly stage?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly seconds?: number;
  /** Of the environment: a stack, and a resource in it. */
  readonly stackName?: string;
  readonly region?: string;
  readonly logicalId?: string;
  readonly type?: string;
  readonly change?: string;
  /** Paths of a resource's properties; never their values. */
  readonly properties?: readonly string[];
  readonly error?: ErrorFields;
}

export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  with(fields: LogFields): Logger;
}

/** One JSON object a line; CloudWatch adds the time. Lambda leaves lines on stdout as they are. */
export function jsonLogger(
  write: (line: string) => void = (line) => process.stdout.write(line),
  context: LogFields = {},
): Logger {
  const at = (level: string) => (event: string, fields?: LogFields) => {
    write(`${JSON.stringify({ level, event, ...context, ...fields })}\n`);
  };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => jsonLogger(write, { ...context, ...fields }),
  };
}

export interface ErrorFields {
  readonly name: string;
  readonly code?: string;
  /** HTTP status of the AWS service that failed. */
  readonly awsStatus?: number;
  readonly awsRequestId?: string;
  /** Stack frames, innermost first, without the message. */
  readonly frames?: readonly string[];
  readonly cause?: ErrorFields;
}

/**
 * What may be logged of an error. Never its message: SES quotes the address it refuses, and JSON.parse
 * the text it cannot read.
 */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, $metadata } = error as { code?: unknown; $metadata?: AwsMetadata };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...($metadata?.httpStatusCode !== undefined && { awsStatus: $metadata.httpStatusCode }),
    ...($metadata?.requestId !== undefined && { awsRequestId: $metadata.requestId }),
    ...framesOf(error),
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  };
}

interface AwsMetadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
}

/** A stack begins with the message, which may itself hold lines that look like frames: cut it off first. */
function framesOf(error: Error): { frames?: string[] } {
  const start = error.stack?.indexOf(error.message) ?? -1;
  if (error.stack === undefined || start < 0) return {};
  const frames = error.stack
    .slice(start + error.message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
  return frames.length > 0 ? { frames } : {};
}

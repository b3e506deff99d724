import type {
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type {
  ChangeMessageVisibilityCommandInput,
  ChangeMessageVisibilityCommandOutput,
  SendMessageCommandInput,
  SendMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { sign } from 'aws4';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { AwsError } from './aws-error';
import { LAMBDA_ENV, readEnv } from './env';
import { type HttpAnswer, httpPost, type PostOptions } from './http-post';

export { AwsError };

export interface DynamoDbOperations {
  GetItem: [GetItemCommandInput, GetItemCommandOutput];
  PutItem: [PutItemCommandInput, PutItemCommandOutput];
  UpdateItem: [UpdateItemCommandInput, UpdateItemCommandOutput];
}

export interface SqsOperations {
  ChangeMessageVisibility: [
    ChangeMessageVisibilityCommandInput,
    ChangeMessageVisibilityCommandOutput,
  ];
  SendMessage: [SendMessageCommandInput, SendMessageCommandOutput];
}

export interface SsmOperations {
  GetParameter: [GetParameterCommandInput, GetParameterCommandOutput];
}

export interface CallOptions {
  /** Of one attempt. */
  readonly timeoutMs?: number;
  readonly attempts?: number;
  /**
   * Whether a request that found its idle connection closed is sent again, beside the attempts: AWS may
   * have done it all the same. Default: unless there is one attempt only.
   */
  readonly mayResend?: boolean;
}

/** Calls one AWS service. Rejects with AwsError. Inputs hold no bytes: JSON cannot carry them. */
export type AwsJson<Operations extends Record<keyof Operations, [unknown, unknown]>> = <
  Name extends keyof Operations & string,
>(
  operation: Name,
  input: Operations[Name][0],
  options?: CallOptions,
) => Promise<Operations[Name][1]>;

interface Service {
  readonly name: string;
  /** Version that the service's API has in `x-amz-target`. */
  readonly target: string;
  /** Version of the JSON protocol. */
  readonly protocol: '1.0' | '1.1';
}

export function dynamoDbJson(sleep?: Sleep): AwsJson<DynamoDbOperations> {
  return awsJson({ name: 'dynamodb', target: 'DynamoDB_20120810', protocol: '1.0' }, sleep);
}

export function sqsJson(): AwsJson<SqsOperations> {
  return awsJson({ name: 'sqs', target: 'AmazonSQS', protocol: '1.0' });
}

export function ssmJson(): AwsJson<SsmOperations> {
  return awsJson({ name: 'ssm', target: 'AmazonSSM', protocol: '1.1' });
}

type Sleep = (ms: number) => Promise<unknown>;

const ATTEMPTS = 3;
const TIMEOUT_MS = 2_000;
/** Doubles with each attempt; a call waits a random part of it. */
const BACKOFF_MS = 100;

/**
 * The part of the AWS SDK that the functions need of DynamoDB, SQS and SSM, at a tenth of its size: a visitor
 * waits for the cold start of `submit`. Region, endpoint and credentials come from the environment.
 */
function awsJson<Operations extends Record<keyof Operations, [unknown, unknown]>>(
  service: Service,
  sleep: Sleep = sleepFor,
): AwsJson<Operations> {
  return async (operation, input, options = {}) => {
    const { attempts = ATTEMPTS, timeoutMs = TIMEOUT_MS, mayResend = attempts > 1 } = options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(service, operation, input, { timeoutMs, mayResend });
      } catch (error) {
        if (!(error instanceof AwsError) || !error.passing || attempt >= attempts) throw error;
        await sleep(Math.random() * BACKOFF_MS * 2 ** attempt);
      }
    }
  };
}

async function call<Output>(
  service: Service,
  operation: string,
  input: unknown,
  options: PostOptions,
): Promise<Output> {
  const body = JSON.stringify(input);
  const { region } = readEnv(LAMBDA_ENV);
  const url = new URL(
    process.env['AWS_ENDPOINT_URL'] ?? `https://${service.name}.${region}.amazonaws.com`,
  );
  // Reads the credentials from the environment at every call.
  const { headers = {} } = sign({
    service: service.name,
    region,
    method: 'POST',
    host: url.host,
    path: '/',
    headers: {
      'content-type': `application/x-amz-json-${service.protocol}`,
      'x-amz-target': `${service.target}.${operation}`,
    },
    body,
  });
  let answer: HttpAnswer;
  try {
    answer = await httpPost(url, headers, body, options);
  } catch (cause) {
    const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
    throw new AwsError(operation, timedOut ? 'TimeoutError' : 'NetworkError', { cause });
  }
  return output(operation, answer) as Output;
}

function output(operation: string, { status, headers, body }: HttpAnswer): unknown {
  const details = { httpStatusCode: status, requestId: text(headers['x-amzn-requestid']) };
  let parsed: Partial<Record<'__type' | 'code' | 'Item', unknown>>;
  try {
    parsed = Object(body === '' ? {} : JSON.parse(body)) as typeof parsed;
  } catch (cause) {
    throw new AwsError(operation, 'UnreadableAnswer', { ...details, cause });
  }
  if (status >= 200 && status < 300) return parsed;
  // `com.amazonaws.sqs#QueueDoesNotExist`, or `QueueDoesNotExist:http://...`
  const code = text(parsed.__type) ?? text(parsed.code) ?? text(headers['x-amzn-errortype']);
  const name = code?.split('#').at(-1)?.split(':')[0];
  const item = parsed.Item as AwsError['Item'];
  throw new AwsError(operation, text(name) ?? `Http${status}`, { ...details, item });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

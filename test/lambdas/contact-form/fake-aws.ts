import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** A request as an SDK client puts it on the wire. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The body is bytes in the JSON protocols and a string in the query protocol. */
interface SdkRequest extends Omit<WireRequest, 'body'> {
  readonly body: Uint8Array | string;
}

export interface WireAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Settings for an SDK client that talks to `answer` instead of the network. */
export function fakeAws(answer: WireAnswer | ((request: WireRequest) => WireAnswer)) {
  const requests: WireRequest[] = [];
  return {
    requests,
    settings: {
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle({ headers, body }: SdkRequest) {
          const request = {
            headers,
            body: typeof body === 'string' ? body : new TextDecoder().decode(body),
          };
          requests.push(request);
          const answered = typeof answer === 'function' ? answer(request) : answer;
          const response = {
            statusCode: answered.status ?? 200,
            headers: answered.headers ?? {},
            body: Readable.from([Buffer.from(answered.body)]),
          };
          return Promise.resolve({ response });
        },
      },
    },
  };
}

/** An error as the services with a JSON protocol (DynamoDB, SQS) answer it. */
export function jsonError(type: string, message: string, more: object = {}): WireAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'aws-request-1' },
    body: JSON.stringify({ __type: `com.amazonaws.service#${type}`, message, ...more }),
  };
}

/** An error as the services with the query protocol (SES, SNS) answer it. */
export function queryError(code: string, message: string): WireAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>aws-request-1</RequestId></ErrorResponse>`,
  };
}

/** The success answer of a query-protocol action, with one value. */
export function queryAnswer(action: string, name: string, value: string): WireAnswer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result><${name}>${value}</${name}></${action}Result></${action}Response>`,
  };
}

/** SQS's answer to SendMessage; the client compares the digest with what it sent. */
export function sqsAnswer({ body }: WireRequest): WireAnswer {
  const { MessageBody } = JSON.parse(body) as { MessageBody: string };
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return { body: JSON.stringify({ MessageId: 'queue-1', MD5OfMessageBody }) };
}

import type { IncomingHttpHeaders } from 'node:http';

/** One request of a function to AWS, as the fault proxy sees it. */
export interface AwsCall {
  /** As IAM writes it: `ses:SendTemplatedEmail`. */
  readonly name: string;
  /** Of this name, since the proxy started: 1, 2, ... */
  readonly number: number;
  readonly protocol: 'json' | 'query';
  /** Parameters: of the query protocol with flat keys, such as `Tags.member.1.Value`. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface RawRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** SQS and DynamoDB speak JSON 1.0, SES and SNS the query protocol. Throws on any other request. */
export function readAwsCall({ headers, body }: RawRequest): Omit<AwsCall, 'number'> {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    headers.authorization ?? '',
  )?.[1];
  if (service === undefined) throw new Error('a request to AWS without a signature');
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      name: `${service}:${target.split('.').at(-1) ?? ''}`,
      protocol: 'json',
      input: JSON.parse(body) as Record<string, unknown>,
    };
  }
  const input = Object.fromEntries(new URLSearchParams(body));
  const action = input['Action'];
  if (action === undefined) throw new Error(`a request to ${service} that names no operation`);
  return { name: `${service === 'email' ? 'ses' : service}:${action}`, protocol: 'query', input };
}

/** The key of the DynamoDB item that a call is about, or undefined. */
export function itemKey({ input }: AwsCall): string | undefined {
  const holder = (input['Key'] ?? input['Item']) as
    | Record<string, { S?: string } | undefined>
    | undefined;
  return holder?.['id']?.S ?? holder?.['key']?.S;
}

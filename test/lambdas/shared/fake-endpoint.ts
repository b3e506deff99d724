import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenCall {
  readonly method: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  /** Such as `AmazonSQS.SendMessage`. */
  readonly target: string;
  readonly input: Record<string, unknown>;
}

export interface EndpointAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `hang` never answers, `reset` closes the connection without an answer. */
export type Answering = (call: SeenCall, index: number) => EndpointAnswer | 'hang' | 'reset';

/** An AWS endpoint on this machine, for what speaks AWS's JSON protocol. */
export async function startEndpoint(answering: Answering = () => ({})) {
  const calls: SeenCall[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        method: request.method,
        headers: request.headers,
        target: String(request.headers['x-amz-target']),
        input: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      };
      const answer = answering(call, calls.push(call) - 1);
      if (answer === 'hang') return;
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    calls,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An error as DynamoDB and SQS answer it. */
export function awsError(code: string, more: object = {}, status = 400): EndpointAnswer {
  const body = JSON.stringify({ __type: `com.amazonaws.service#${code}`, message: 'no', ...more });
  return { status, headers: { 'x-amzn-requestid': 'aws-request-1' }, body };
}

const NAMES = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

/** Lets `work` find an endpoint in its environment, as in Lambda, and stops it afterwards. */
export async function withEndpoint<T>(
  answering: Answering | undefined,
  work: (endpoint: Awaited<ReturnType<typeof startEndpoint>>) => Promise<T>,
): Promise<T> {
  const endpoint = await startEndpoint(answering);
  const before = NAMES.map((name) => process.env[name]);
  NAMES.forEach((name, index) => {
    process.env[name] = [endpoint.url, 'eu-west-1', 'AKIA', 'secret'][index];
  });
  try {
    return await work(endpoint);
  } finally {
    NAMES.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    });
    await endpoint.stop();
  }
}

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AwsClient } from 'aws4fetch';
import type { SessionCredentials } from '../../../../rehearsal/emulator/control';
import { REGION } from '../../support/running-emulator';
import { type AwsCall, readAwsCall } from './aws-call';
import { errorAnswer, type Rule } from './faults';

export interface FaultProxyOptions {
  /** Where calls go that are let through. */
  readonly target: string;
  /** Those of the function's role: a call whose body is changed is signed anew. */
  readonly credentials: SessionCredentials;
  /** Ends the function's process at once. */
  readonly kill: () => Promise<void>;
  /** Changes what is asked, or returns undefined. */
  readonly rewrite: (call: AwsCall) => Readonly<Record<string, unknown>> | undefined;
}

/** Stands between a function and AWS, and does to each call what `rule` says. */
export interface FaultProxy {
  /** The function's AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Every call so far, as the function made it. */
  readonly calls: readonly AwsCall[];
  rule: Rule;
  stop(): Promise<void>;
}

export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const calls: AwsCall[] = [];
  const server = createServer((incoming, answer) => {
    serve(incoming, answer).catch((error: unknown) => {
      // A fault of this harness, not one that a scenario asked for: visible in the function's log.
      answer.writeHead(599).end(String(error));
    });
  });

  async function serve(incoming: IncomingMessage, answer: ServerResponse) {
    const body = await text(incoming);
    const read = readAwsCall({ headers: incoming.headers, body });
    const number = calls.filter(({ name }) => name === read.name).length + 1;
    const call: AwsCall = { ...read, number };
    calls.push(call);
    const fault = proxy.rule(call);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'error') {
      const { status, headers, body: text } = errorAnswer(call, fault);
      answer.writeHead(status, headers).end(text);
      return;
    }
    if (fault?.kind === 'hold') await fault.until;
    if (fault === undefined || fault.kind === 'hold') {
      const { status, headers, body: text } = await forward(incoming, call, body);
      answer.writeHead(status, headers).end(text);
      return;
    }
    if (fault.forwarded) await forward(incoming, call, body);
    if (fault.kind === 'kill') await options.kill();
    incoming.socket.destroy();
  }

  async function forward(incoming: IncomingMessage, call: AwsCall, body: string) {
    const changed = options.rewrite(call);
    // Unchanged, the function's own signature holds: it covers the Host header, so that stays too.
    const sent =
      changed === undefined
        ? { headers: incoming.headers, body }
        : await signed(incoming, JSON.stringify(changed));
    return send(options.target, { ...sent, path: incoming.url ?? '/' });
  }

  async function signed(incoming: IncomingMessage, body: string) {
    const service = /\/([a-z]+)\/aws4_request/.exec(incoming.headers.authorization ?? '')?.[1];
    const client = new AwsClient({
      ...options.credentials,
      service: service ?? '',
      region: REGION,
    });
    const { headers } = await client.sign(options.target, {
      method: 'POST',
      body,
      headers: {
        'content-type': String(incoming.headers['content-type']),
        'x-amz-target': String(incoming.headers['x-amz-target']),
      },
    });
    return {
      headers: { ...Object.fromEntries(headers), host: new URL(options.target).host },
      body,
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    rule: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return proxy;
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function send(
  target: string,
  { headers, body, path }: { headers: object; body: string; path: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, target);
    const outgoing = request(url, { method: 'POST', headers: { ...headers } }, (response) => {
      text(response).then((received) => {
        const headers = { ...response.headers };
        // Of the bytes as they came; Node writes its own.
        delete headers['content-length'];
        delete headers['transfer-encoding'];
        resolve({ status: response.statusCode ?? 0, headers, body: received });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

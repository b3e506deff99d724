import { request, type IncomingHttpHeaders } from 'node:http';
import { AwsClient } from 'aws4fetch';
import { credentialsOf, type Identity } from '../../../rehearsal/emulator/client-environment';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { REGION } from './running-emulator';

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Loopback address to send from; any of 127.0.0.0/8 on Linux. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends to the loopback address whatever host the URL names, as a browser does with *.localhost. */
export function send(
  url: string,
  { method = 'GET', headers = {}, body, from }: Call = {},
): Promise<Answer> {
  const { host, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: pathname + search,
        headers: { ...headers, host },
        ...(from !== undefined && { localAddress: from }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same, signed for a service. */
export async function sendSigned(
  url: string,
  service: string,
  identity: Identity,
  call: Call = {},
  region: string = REGION,
): Promise<Answer> {
  const client = new AwsClient({ ...credentialsOf(identity), service, region });
  const signed = await client.sign(url, {
    method: call.method ?? 'GET',
    headers: call.headers ?? {},
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  return send(url, { ...call, headers: Object.fromEntries(signed.headers) });
}

/** A call of the AWS Query protocol, for services whose SDK client is not installed. */
export function query(
  emulator: Emulator,
  service: string,
  identity: Identity,
  parameters: Record<string, string>,
): Promise<Answer> {
  return sendSigned(`${emulator.endpoint}/`, service, identity, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  });
}

import http from 'node:http';
import https from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface PostOptions {
  /** For the whole answer. */
  readonly timeoutMs: number;
  /** Whether what a connection of an earlier request did not carry may be sent on another one. */
  readonly mayResend: boolean;
}

/**
 * Sends a request. Rejects with the network's error, or with an error named `TimeoutError` when the
 * whole answer did not come in time. Node's `fetch` would do; loading it makes a cold start 40 ms longer.
 */
export async function httpPost(
  url: URL,
  headers: http.OutgoingHttpHeaders,
  body: string,
  { timeoutMs, mayResend }: PostOptions,
): Promise<HttpAnswer> {
  for (;;) {
    const { request, answer } = start(url, headers, body, timeoutMs);
    try {
      return await answer;
    } catch (error) {
      // Usually AWS closed an idle connection, for example while the function was frozen, and never
      // saw the request. But AWS may also have executed it and lost the answer. So only a request
      // that may be executed twice is sent again.
      // https://nodejs.org/api/http.html#requestreusedsocket
      if (mayResend && request.reusedSocket && codeOf(error) === 'ECONNRESET') continue;
      throw error;
    }
  }
}

function start(url: URL, headers: http.OutgoingHttpHeaders, body: string, timeoutMs: number) {
  const { request: open } = url.protocol === 'https:' ? https : http;
  const request = open(url, { method: 'POST', headers });
  const answer = new Promise<HttpAnswer>((resolve, reject) => {
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }));
    }, timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end(body);
  });
  return { request, answer };
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code;
}

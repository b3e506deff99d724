import { Agent, request } from 'node:http';

/** Visitor number `n` of a machine of many: Linux answers on all of 127.0.0.0/8. */
export function addressOf(n: number): string {
  return `127.1.${Math.floor(n / 250)}.${1 + (n % 250)}`;
}

const agent = new Agent({ keepAlive: false });

export interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** Posts a form as a page without JavaScript does, from an address of its own. */
export function post(url: string, from: string, form: Record<string, string>): Promise<Answer> {
  const { host, port, pathname } = new URL(url);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        localAddress: from,
        method: 'POST',
        path: pathname,
        headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      },
      (response) => {
        response.resume();
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - started });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(new URLSearchParams(form).toString());
  });
}

/** A message that can be told from every other. */
export function formOf(n: number): Record<string, string> {
  return {
    name: `Visitor ${n}`,
    email: `visitor-${n}@example.com`,
    message: `Message number ${n} of the load.`,
  };
}

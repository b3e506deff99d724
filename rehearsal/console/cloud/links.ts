import { request } from 'node:http';
import { toLocal } from '../../emulator/coverage';
import type { LocalEndpoint } from '../../emulator/inventory';
import type { LinkView } from './views';

const ANSWER_MS = 10_000;

/**
 * Asks the local address of a link. It asks only addresses that the emulator serves, because a mail may name
 * any address.
 */
export async function checkLink(
  url: string,
  endpoints: readonly LocalEndpoint[],
): Promise<LinkView> {
  const local = toLocal(url, endpoints);
  if (!isServed(local, endpoints)) return { url, status: 'outside' };
  try {
    const status = await statusOf(new URL(local));
    return { url, status: status < 400 ? 'answers' : 'broken', detail: `HTTP ${status}` };
  } catch (error) {
    return {
      url,
      status: 'broken',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Whether the emulator serves a local address. */
export function isServed(url: string, endpoints: readonly LocalEndpoint[]): boolean {
  return (
    URL.canParse(url) &&
    endpoints.some(({ local }) => new URL(url).origin === new URL(local).origin)
  );
}

/** Asks the loopback address. The machine's resolver may not know `*.localhost`. */
function statusOf({ host, port, pathname, search }: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        headers: { host },
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    )
      .on('error', reject)
      .end();
  });
}

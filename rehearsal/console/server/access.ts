import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN, type ConsoleAddress } from './address';

/** Why a request is not answered. */
export interface AccessRefusal {
  readonly status: 401 | 403;
  readonly reason: string;
}

/**
 * Cookies do not depend on the port. So the name keeps two consoles on one machine apart.
 * https://www.rfc-editor.org/rfc/rfc6265#section-8.5
 */
function cookieName(origin: string): string {
  return `waypost-console-${new URL(origin).port}`;
}

/** For a browser that came with the token in its address: with the cookie, the address no longer needs it. */
export function entryCookie({ origin, token }: ConsoleAddress): string {
  return `${cookieName(origin)}=${token}; HttpOnly; SameSite=Strict; Path=/`;
}

/**
 * The requested address; `undefined` for one of another host. A path that begins with `//` counts as another
 * host, too, because a redirect to it would leave the console.
 */
export function addressAsked(target: string, { origin }: ConsoleAddress): URL | undefined {
  const url = URL.canParse(target, origin) ? new URL(target, origin) : undefined;
  return url?.origin === origin && !url.pathname.startsWith('//') ? url : undefined;
}

/**
 * Admits a request with the token, and only under the console's own name. `Host` shows a foreign page whose
 * name points to this machine (DNS rebinding). `Origin` shows requests of foreign pages. `SameSite` is not
 * enough, because pages on other ports belong to the same site.
 */
export function refusalOf(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  console: ConsoleAddress,
  url: URL,
): AccessRefusal | undefined {
  const host = headers.host ?? '';
  const { port } = new URL(console.origin);
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { status: 403, reason: `The console does not answer as ${JSON.stringify(host)}.` };
  }
  const changes = method !== 'GET' && method !== 'HEAD';
  // The console's own page sends no `Origin` when it only reads.
  if ((changes || headers.origin !== undefined) && headers.origin !== `http://${host}`) {
    return { status: 403, reason: 'Only the console’s own page may ask this.' };
  }
  const given = [
    url.searchParams.get(TOKEN),
    /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1],
    cookieOf(headers.cookie ?? '', cookieName(console.origin)),
  ];
  if (given.some((one) => isSame(one ?? '', console.token))) return undefined;
  const reason = 'Open the address that the rehearsal has printed; it ends with its token.';
  return { status: 401, reason };
}

function cookieOf(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Where the console answers, and what lets its owner in. */
export interface ConsoleAddress {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly token: string;
}

/** Name of the parameter that carries the token, as in Jupyter's addresses. */
export const TOKEN = 'token';

/** An address that opens the console at a path, whether or not the browser has been there before. */
export function addressOf({ origin, token }: ConsoleAddress, path = '/'): string {
  const url = new URL(path, origin);
  url.searchParams.set(TOKEN, token);
  return url.href;
}

/** What a program that is no browser asks the console with. */
export function consoleRequest(address: string, path: string): Request {
  const url = new URL(address);
  const headers = { authorization: `Bearer ${url.searchParams.get(TOKEN) ?? ''}` };
  return new Request(new URL(path, url.origin), { headers });
}

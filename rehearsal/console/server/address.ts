/** The console's address, and the token that its owner needs. */
export interface ConsoleAddress {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly token: string;
}

/** The names under which the console answers. */
export function originsOf({ origin }: ConsoleAddress): readonly string[] {
  return [origin, origin.replace('127.0.0.1', 'localhost')];
}

/** Name of the token's parameter, as in Jupyter's addresses. */
export const TOKEN = 'token';

/** An address that opens the console at a path, also in a new browser. */
export function addressOf({ origin, token }: ConsoleAddress, path = '/'): string {
  const url = new URL(path, origin);
  url.searchParams.set(TOKEN, token);
  return url.href;
}

/** A request to the console by a program that is no browser. */
export function consoleRequest(address: string, path: string): Request {
  const url = new URL(address);
  const headers = { authorization: `Bearer ${url.searchParams.get(TOKEN) ?? ''}` };
  return new Request(new URL(path, url.origin), { headers });
}

import { addressOf, type ConsoleAddress } from '../server/address';

/** An object, as the address of its page in the S3 console names it. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

const CONSOLE = /^https:\/\/(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com(?=\/s3\/object\/)/;

/**
 * Where the rehearsal's console shows what the S3 console would: the same path, with it in place of
 * AWS's host. Any other address stays as it is.
 * @returns undefined for a page of the S3 console when there is no console of ours
 */
export function inOurConsole(url: string, console?: ConsoleAddress): string | undefined {
  if (!CONSOLE.test(url)) return url;
  return console && addressOf(console, url.replace(CONSOLE, ''));
}

/** The object that the S3 console's page at this path shows, if it is one. */
export function objectAddress({ pathname, searchParams }: URL): ObjectAddress | undefined {
  const [, bucket] = /^\/s3\/object\/([a-z0-9.-]+)$/.exec(pathname) ?? [];
  const key = searchParams.get('prefix') ?? '';
  const region = searchParams.get('region') ?? '';
  return bucket === undefined || key === '' || region === '' ? undefined : { bucket, key, region };
}

/** Where the console shows the object that an address names; `undefined` for any other address. */
export function objectPath(url: string): string | undefined {
  const found = URL.canParse(url) ? objectAddress(new URL(url)) : undefined;
  if (!found) return undefined;
  const { bucket, key, region } = found;
  return `/s3/object/${bucket}?${new URLSearchParams({ region, prefix: key }).toString()}`;
}

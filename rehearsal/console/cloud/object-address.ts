import { addressOf, type ConsoleAddress } from '../server/address';

/** An object, from the address of its page in the S3 console. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

const CONSOLE = /^https:\/\/(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com(?=\/s3\/object\/)/;

/**
 * The address in the rehearsal's console for a page of the S3 console: the same path on our host. Any other
 * address stays as it is.
 * @returns undefined for a page of the S3 console, if there is no console of ours
 */
export function inOurConsole(url: string, console?: ConsoleAddress): string | undefined {
  if (!CONSOLE.test(url)) return url;
  return console && addressOf(console, url.replace(CONSOLE, ''));
}

/** The object that the S3 console shows at this path, if it shows one. */
export function objectAddress({ pathname, searchParams }: URL): ObjectAddress | undefined {
  const [, bucket] = /^\/s3\/object\/([a-z0-9.-]+)$/.exec(pathname) ?? [];
  const key = searchParams.get('prefix') ?? '';
  const region = searchParams.get('region') ?? '';
  return bucket === undefined || key === '' || region === '' ? undefined : { bucket, key, region };
}

/** The console's path for the object that an address names; `undefined` for any other address. */
export function objectPath(url: string): string | undefined {
  const found = URL.canParse(url) ? objectAddress(new URL(url)) : undefined;
  if (!found) return undefined;
  const { bucket, key, region } = found;
  return `/s3/object/${bucket}?${new URLSearchParams({ region, prefix: key }).toString()}`;
}

import { isIP } from 'node:net';
import { objectIn } from '../shared/json-object';

/** Where a webhook's requests go. Both parts are secrets: the address of a chat's webhook is its password. */
export interface Target {
  readonly url: URL;
  /** The newest first. Each signs, so that a receiver may still know the one before. Empty for chats. */
  readonly signingSecrets: readonly string[];
}

/** What is wrong with a target. Holds nothing of it. */
export class InvalidTarget extends Error {
  readonly code = 'WEBHOOK_TARGET_INVALID';
  constructor(readonly expected: string) {
    super(`The target of a webhook must be ${expected}.`);
    this.name = 'InvalidTarget';
  }
}

/** @throws InvalidTarget */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url?.protocol !== 'https:') {
    throw new InvalidTarget('an address that begins with https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidTarget('an address without user name and password before its host');
  }
  url.hash = '';
  return url;
}

/** The IP address that stands in place of a name; `undefined` for a name, which a resolver has to look up. */
export function ipAddressOf({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

/** The value of the parameter. */
export function targetText({ url, signingSecrets }: Target): string {
  return JSON.stringify({ url: url.href, signingSecrets });
}

/** @throws InvalidTarget */
export function parseTarget(text: string): Target {
  const { url, signingSecrets } = objectIn(text);
  if (
    typeof url !== 'string' ||
    !Array.isArray(signingSecrets) ||
    !signingSecrets.every((one): one is string => typeof one === 'string' && SECRET.test(one))
  ) {
    throw new InvalidTarget('what `npx waypost webhooks set` writes');
  }
  return { url: parseUrl(url), signingSecrets };
}

/**
 * `whsec_` and the base64 of 24 to 64 bytes.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

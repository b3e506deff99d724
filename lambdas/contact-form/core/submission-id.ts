import { createHash } from 'node:crypto';
import type { ContactValues } from '../submission';

/**
 * The same for the same text with the same challenge, so that a visitor's second try after a lost answer
 * is the same submission. A UUID of version 8 (RFC 9562, section 5.8).
 */
export function provenId(signature: string, form: string, values: ContactValues): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const hex = sha256(JSON.stringify([signature, form, sorted]), 'hex');
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Names a solved challenge. */
export function challengeHash(signature: string): string {
  return sha256(signature, 'base64url');
}

function sha256(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}

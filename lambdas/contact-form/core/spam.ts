import { HONEYPOT_FIELD } from '../form-definition';
import type { ContactValues, Mark, SpamReason } from '../submission';
import { LEAST_FILL_MS } from './proof-of-work';

/** People send links, too: more than this many only mark a message. */
const LINKS_MAX = 2;

/** `filledInMs`: from challenge to message, where that is known. */
export function spamReasons(
  fields: Readonly<Record<string, unknown>>,
  filledInMs: number | undefined,
): SpamReason[] {
  const trap = fields[HONEYPOT_FIELD];
  const reasons: SpamReason[] = [];
  if (trap !== undefined && trap !== null && trap !== '') reasons.push('honeypot');
  if (filledInMs !== undefined && filledInMs < LEAST_FILL_MS) reasons.push('too-fast');
  return reasons;
}

export function marksOf(values: ContactValues): Mark[] {
  const links = Object.values(values).flatMap(
    (value) => value.match(/(?:https?:\/\/|\bwww\.)\S/gi) ?? [],
  );
  return links.length > LINKS_MAX ? ['links'] : [];
}

import { normalizeAddress } from '../../contact-form/core/normalize';
import { SUBMISSION_STATUSES } from '../../contact-form/submission';
import type { JsonObject } from '../../shared/json-object';
import { EXPORT_FORMATS, type ExportFormat } from '../export-formats';
import type { Selection } from '../select';
import { LONGEST_NOTE } from '../stored-submission';

/** A field of a request that cannot be read. The message says what it takes. */
export class BadField extends Error {
  readonly code = 'FIELD_INVALID';
  constructor(name: string, takes: string) {
    super(`${name}: ${takes}`);
    this.name = 'BadField';
  }
}

type Query = Readonly<Record<string, string>>;

const LONGEST_SEARCH = 200;

/** Filters of a list and of an export. An empty one selects everything. */
export function selectionOf({
  status = '',
  form = '',
  since = '',
  handled = '',
  text = '',
}: Query) {
  const known: readonly string[] = SUBMISSION_STATUSES;
  if (status !== '' && !known.includes(status)) {
    throw new BadField('status', `one of ${known.join(', ')}`);
  }
  if (since !== '' && !/^\d{4}-\d\d-\d\d$/.test(since)) throw notADay();
  if (since !== '' && Number.isNaN(Date.parse(since))) throw notADay();
  if (!['', 'true', 'false'].includes(handled)) throw new BadField('handled', 'true or false');
  if (text.length > LONGEST_SEARCH) {
    throw new BadField('text', `at most ${LONGEST_SEARCH} characters`);
  }
  return {
    ...(status !== '' && { status }),
    ...(form !== '' && { form }),
    ...(since !== '' && { since: new Date(since) }),
    ...(handled !== '' && { handled: handled === 'true' }),
    ...(text.trim() !== '' && { text: text.trim() }),
  } satisfies Selection;
}

function notADay() {
  return new BadField('since', 'a day, such as 2026-11-24');
}

export function formatOf({ format }: Query): ExportFormat {
  const found = EXPORT_FORMATS.find((one) => one === format);
  if (found === undefined) throw new BadField('format', `one of ${EXPORT_FORMATS.join(', ')}`);
  return found;
}

export function flagOf(body: JsonObject, name: string): boolean {
  const flag = body[name];
  if (typeof flag !== 'boolean') throw new BadField(name, 'true or false');
  return flag;
}

/** `undefined`: the note stays as it is. */
export function noteOf({ note }: JsonObject): string | undefined {
  if (note === undefined) return undefined;
  if (typeof note === 'string' && note.length <= LONGEST_NOTE) return note;
  throw new BadField('note', `a text of at most ${LONGEST_NOTE} characters`);
}

/** A loose check: the address is only compared with stored ones. */
export function addressOf({ email }: JsonObject): string {
  const address = typeof email === 'string' ? normalizeAddress(email) : '';
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new BadField('email', 'an address, such as visitor@example.com');
}

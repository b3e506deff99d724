import type { ContactValues, MailRecord, QueueMessage, Submission } from '../submission';
import { isJsonObject, type JsonObject } from '../../shared/json-object';

/** A message that neither `submit` nor `deliver` nor the owner's command line wrote. */
export class MalformedMessage extends Error {
  readonly code = 'MESSAGE_MALFORMED';
  /** `part` is the name of what is wrong, never its value. */
  constructor(part: string) {
    super(`Queue message is malformed: ${part}. Look at it in the dead-letter queue.`);
    this.name = 'MalformedMessage';
  }
}

/**
 * Reads the body of a queue message. Throws MalformedMessage. Looks at its structure and at what goes
 * into a mail's header, not at a form's definition: what was accepted under yesterday's definition is
 * still delivered.
 */
export function parseMessage(body: string): QueueMessage {
  const message = parseObject(body);
  switch (message['kind']) {
    case 'submission':
      return {
        kind: 'submission',
        submission: submissionOf(object(message['submission'], 'submission')),
        ...optional('postponed', message['postponed'], isCount),
        ...optional('released', message['released'], (value) => value === true),
      };
    case 'mailed':
      return { kind: 'mailed', record: recordOf(object(message['record'], 'record')) };
    default:
      throw new MalformedMessage('kind');
  }
}

function submissionOf(raw: JsonObject): Submission {
  const { destination } = raw;
  if (destination !== 'owner' && destination !== 'simulator') {
    throw new MalformedMessage('destination');
  }
  return {
    id: matching(ID, raw['id'], 'id'),
    receivedAt: time(raw['receivedAt'], 'receivedAt'),
    form: matching(NAME, raw['form'], 'form'),
    values: valuesOf(object(raw['values'], 'values')),
    destination,
    spam: oneOf(['honeypot', 'too-fast'], raw['spam'], 'spam'),
    marks: oneOf(['links'], raw['marks'], 'marks'),
  };
}

function recordOf(raw: JsonObject): MailRecord {
  return {
    id: matching(ID, raw['id'], 'record.id'),
    mailedAt: time(raw['mailedAt'], 'record.mailedAt'),
    mailMessageId: matching(MAIL_ID, raw['mailMessageId'], 'record.mailMessageId'),
  };
}

function valuesOf(raw: JsonObject): ContactValues {
  const others = Object.entries(raw).map(([key, value]): [string, string] => {
    // The key may be anything here: it is not part of the message.
    if (!NAME.test(key)) throw new MalformedMessage('name of a value');
    if (typeof value !== 'string') throw new MalformedMessage(`values.${key}`);
    return [key, value];
  });
  const { message } = raw;
  if (typeof message !== 'string') throw new MalformedMessage('values.message');
  return {
    ...Object.fromEntries(others),
    name: matching(SINGLE_LINE, raw['name'], 'values.name'),
    email: matching(ADDRESS, raw['email'], 'values.email'),
    message,
  };
}

const ID = /^[0-9a-f-]{36}$/;
const NAME = /^[\w-]{1,64}$/;
const MAIL_ID = /^[\w.@<>-]{1,200}$/;
/** A line break in a subject would add headers of the visitor's own. */
const SINGLE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,1000}$/u;
/** Becomes Reply-To: one address, and nothing that ends it or starts another. */
const ADDRESS = /^(?=.{3,254}$)[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+$/i;

function matching(pattern: RegExp, raw: unknown, part: string): string {
  if (typeof raw === 'string' && pattern.test(raw)) return raw;
  throw new MalformedMessage(part);
}

function time(raw: unknown, part: string): string {
  if (typeof raw === 'string' && !Number.isNaN(Date.parse(raw))) return raw;
  throw new MalformedMessage(part);
}

/** Codes that a newer or older `submit` knows and this function does not are refused. */
function oneOf<Code extends string>(codes: readonly Code[], raw: unknown, part: string): Code[] {
  if (!Array.isArray(raw)) throw new MalformedMessage(part);
  return raw.map((item: unknown) => {
    const code = codes.find((known) => known === item);
    if (code === undefined) throw new MalformedMessage(part);
    return code;
  });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function optional<Key extends string, Value>(
  key: Key,
  raw: unknown,
  is: (value: unknown) => value is Value,
): Partial<Record<Key, Value>> {
  if (raw === undefined) return {};
  if (!is(raw)) throw new MalformedMessage(key);
  return { [key]: raw } as Record<Key, Value>;
}

function parseObject(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    // Not kept as the cause: its message quotes the text.
    if (error instanceof SyntaxError) throw new MalformedMessage('not JSON');
    throw error;
  }
  return object(value, 'not a JSON object');
}

function object(value: unknown, part: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new MalformedMessage(part);
}

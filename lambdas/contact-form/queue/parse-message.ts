import { validateForm } from '../core/validate-form';
import type { Submission } from '../submission';

/** A message that `submit` did not write. No retry mends it: it ends in the dead-letter queue. */
export class MalformedMessage extends Error {
  readonly code = 'MESSAGE_MALFORMED';
  /** `part` is the name of what is wrong, never its value. */
  constructor(part: string) {
    super(`Queue message is malformed: ${part}. Look at it in the dead-letter queue.`);
    this.name = 'MalformedMessage';
  }
}

/** Reads the body of a queue message. Throws MalformedMessage. */
export function parseMessage(body: string): Submission {
  const message = parseObject(body);
  const { id, receivedAt, destination, form } = message;
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) throw new MalformedMessage('id');
  if (typeof receivedAt !== 'string' || Number.isNaN(Date.parse(receivedAt))) {
    throw new MalformedMessage('receivedAt');
  }
  if (destination !== 'owner' && destination !== 'simulator') {
    throw new MalformedMessage('destination');
  }
  if (!isObject(form)) throw new MalformedMessage('form');
  const result = validateForm(form);
  if ('errors' in result) throw new MalformedMessage(`form.${result.errors[0].field}`);
  return { id, receivedAt, destination, form: result.form };
}

function parseObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    // Not kept as the cause: its message quotes the text.
    if (error instanceof SyntaxError) throw new MalformedMessage('not JSON');
    throw error;
  }
  if (!isObject(value)) throw new MalformedMessage('not a JSON object');
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

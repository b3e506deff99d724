import { MalformedMessage, parseMessage } from '../contact-form/queue/parse-message';
import type { QueueMessage } from '../contact-form/submission';

/** The body of a message of the queues; `undefined` if it is malformed. */
export function readMessage(body: string): QueueMessage | undefined {
  try {
    return parseMessage(body);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}

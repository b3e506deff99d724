import type { News } from '../ports';

/**
 * What Amazon Q Developer in chat applications shows of a topic, which is nothing but this format; a
 * channel that threads its notifications keeps those of one release together.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatMessage({ kind, key, executionId, subject, text }: News): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: key,
    content: { textType: 'client-markdown', title: subject, description: text },
    metadata: { threadId: executionId, summary: subject, eventType: kind },
  });
}

import type { Notification } from '../ports';

/**
 * The only format in which Amazon Q Developer in chat applications shows notifications. A
 * channel with threads keeps the notifications of one release together.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatMessage({ kind, key, executionId, subject, text }: Notification): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: key,
    content: { textType: 'client-markdown', title: subject, description: text },
    metadata: { threadId: executionId, summary: subject, eventType: kind },
  });
}

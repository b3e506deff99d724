import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { chatMessage } from '../core/chat-message';
import type { Publisher } from '../ports';

/** Calls sns:Publish: text for mail, and for every other protocol what chat applications show. */
export function snsPublisher(client: Pick<SNSClient, 'send'>, topicArn: string): Publisher {
  return {
    async publish(notification) {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: notification.subject,
          MessageStructure: 'json',
          Message: JSON.stringify({ default: chatMessage(notification), email: notification.text }),
          MessageAttributes: { type: { DataType: 'String', StringValue: notification.kind } },
        }),
      );
    },
  };
}

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { EventPublisher } from '../delivery-ports';
import { Unavailable } from '../ports';

/** Calls sns:Publish. The message attribute `type` is there for subscribers' filter policies. */
export function snsEvents(client: Pick<SNSClient, 'send'>, topicArn: string): EventPublisher {
  return {
    async publish(event) {
      try {
        await client.send(
          new PublishCommand({
            TopicArn: topicArn,
            Message: JSON.stringify(event),
            MessageAttributes: { type: { DataType: 'String', StringValue: event.type } },
          }),
        );
      } catch (error) {
        throw new Unavailable('sns', error);
      }
    },
  };
}

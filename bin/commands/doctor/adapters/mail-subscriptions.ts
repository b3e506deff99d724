import type { Subscription as ListedSubscription } from '@aws-sdk/client-sns';
import type { Subscription } from '../ports';

/** Whoever is subscribed by e-mail. SNS goes on listing for a while whom it has unsubscribed. */
export function mailSubscriptions(listed: readonly ListedSubscription[]): Subscription[] {
  return listed
    .filter(
      ({ Protocol, SubscriptionArn }) => Protocol === 'email' && SubscriptionArn !== 'Deleted',
    )
    .map(({ Endpoint = '', SubscriptionArn = '' }) => ({
      address: Endpoint,
      // Until the click it has `PendingConfirmation` in its ARN's place.
      confirmed: SubscriptionArn.startsWith('arn:'),
    }));
}

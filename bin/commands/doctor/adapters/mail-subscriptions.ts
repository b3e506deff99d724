import type { Subscription as ListedSubscription } from '@aws-sdk/client-sns';
import type { Subscription } from '../ports';

/** Subscriptions by e-mail. SNS lists addresses for a while after it has unsubscribed them. */
export function mailSubscriptions(listed: readonly ListedSubscription[]): Subscription[] {
  return listed
    .filter(
      ({ Protocol, SubscriptionArn }) => Protocol === 'email' && SubscriptionArn !== 'Deleted',
    )
    .map(({ Endpoint = '', SubscriptionArn = '' }) => ({
      address: Endpoint,
      // Until the click, it has `PendingConfirmation` in place of an ARN.
      confirmed: SubscriptionArn.startsWith('arn:'),
    }));
}

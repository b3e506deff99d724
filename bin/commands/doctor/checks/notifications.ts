import { shellWord } from '../../../../lambdas/shared/shell-word';
import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView, Subscription } from '../ports';

interface Topic {
  readonly name: string;
  /** The subject of its mails. */
  readonly about: string;
  readonly account: string;
  readonly region: string;
}

/** An address for alarms or the pipeline's mails must first confirm by a link, within two days. */
export async function checkNotifications(
  topic: Topic,
  addresses: readonly string[],
  account: AccountView,
): Promise<Finding[]> {
  const subscriptions = await account.subscriptions(topic.name);
  if (subscriptions === undefined) {
    return [toDo(`nobody gets mails about ${topic.about}: topic ${topic.name} does not exist yet`)];
  }
  return addresses.map((address) => {
    const found = subscriptions.find((one) => sameAddress(one, address));
    if (found?.confirmed === true) return fine(`${address} gets mails about ${topic.about}`);
    return wrong(
      found === undefined
        ? `${address} is not subscribed to mails about ${topic.about}`
        : `${address} has not confirmed the mails about ${topic.about}`,
      ...(found === undefined
        ? [
            'AWS deletes a subscription that nobody confirms within two days, or that a click ends. To subscribe again:',
          ]
        : [
            'Click the link in the mail "AWS Notification - Subscription Confirmation". To get another:',
          ]),
      `aws sns subscribe --region ${topic.region} --protocol email \\`,
      `  --topic-arn arn:aws:sns:${topic.region}:${topic.account}:${topic.name} --notification-endpoint ${shellWord(address)}`,
    );
  });
}

function sameAddress({ address }: Subscription, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}

import type { Target } from '../../../lambdas/webhooks/target';
import type { CloudPorts } from '../terminal/open-environment';
import type { MessageQueue } from '../../../lambdas/submissions/ports';

export interface WebhooksPorts extends CloudPorts<WebhooksCloud> {
  /** The address of a webhook: typed by a person, or from stdin. `undefined` if there is none. */
  readonly readAddress: () => Promise<string | undefined>;
}

/**
 * What an environment keeps of its webhooks.
 * Each method throws CommandError NOT_DEPLOYED, AWS_CREDENTIALS_MISSING or AWS_REFUSED.
 */
export interface WebhooksCloud {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** Those that are set. */
  whichAreSet(webhooks: readonly string[]): Promise<readonly string[]>;
  /** Rejects with InvalidTarget. */
  targetOf(webhook: string): Promise<Target | undefined>;
  setTarget(webhook: string, target: Target): Promise<void>;
  /** Resolves with false if there was none. */
  removeTarget(webhook: string): Promise<boolean>;
  /** Lets the deployed function send a test event. Resolves with the outcome of TestResult. */
  sendTest(webhook: string): Promise<string>;
  queue(): Promise<MessageQueue>;
  deadLetters(): Promise<MessageQueue>;
}

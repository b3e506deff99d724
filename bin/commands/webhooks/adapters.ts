import { text } from 'node:stream/consumers';
import { clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import { awsWebhooks } from './aws-webhooks';
import type { WebhooksPorts } from './ports';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function webhooksPorts(root: string): WebhooksPorts {
  return {
    open: (target, rehearsal, names) =>
      awsWebhooks(target, names, clientSettings(root, target, rehearsal)),
    desk: processDesk,
    readAddress: () =>
      process.stdin.isTTY ? processDesk.ask('Address (https://…): ') : text(process.stdin),
  };
}

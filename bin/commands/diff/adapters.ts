import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import colors from 'picocolors';
import { stackReader } from '../../../release/review/read-stacks';
import { PLAIN } from '../../../release/review/page/terminal';
import { askAws, callerAccount } from '../terminal/aws-account';
import { type ClientSettings, clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DiffAccount, DiffPorts } from './ports';
import { assembleNow } from '../../assembly/assemble-now';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function diffPorts(root: string): DiffPorts {
  return {
    assemble: (config) => assembleNow(root, config),
    open: (target, rehearsal) =>
      account({ region: target.region, ...clientSettings(root, target, rehearsal) }),
    write: (text) => {
      processDesk.write(text);
    },
    colours: process.stdout.isTTY
      ? { bad: colors.red, good: colors.green, strong: colors.bold }
      : PLAIN,
    now: new Date(),
  };
}

function account(settings: ClientSettings & { readonly region: string }): DiffAccount {
  const reader = stackReader((region) => new CloudFormationClient({ ...settings, region }));
  return {
    accountId: () => callerAccount(settings),
    read: (stack) => askAws(() => reader.read(stack)),
    names: (...query) => askAws(() => reader.names(...query)),
    tags: (stack) => askAws(() => reader.tags(stack)),
  };
}

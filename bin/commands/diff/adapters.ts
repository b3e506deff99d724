import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import colors from 'picocolors';
import type { AccountAndRegion } from '../../../lib/config/config';
import { stackReader } from '../../../release/diff/read-stacks';
import { PLAIN } from '../../../release/page/terminal';
import { askAws, callerAccount } from '../terminal/aws-account';
import { type ClientSettings, rehearsalSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DiffAccount, DiffPorts } from './ports';
import { assembleNow } from './assemble-now';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function diffPorts(root: string): DiffPorts {
  return {
    assemble: (config) => assembleNow(root, config),
    account: (place) => account(place),
    rehearsal: (place) => account(place, rehearsalSettings(root, place)),
    write: (text) => {
      processDesk.write(text);
    },
    colours: process.stdout.isTTY
      ? { bad: colors.red, good: colors.green, strong: colors.bold }
      : PLAIN,
    now: new Date(),
  };
}

function account({ region }: AccountAndRegion, settings: ClientSettings = {}): DiffAccount {
  const reader = stackReader((of) => new CloudFormationClient({ region: of, ...settings }));
  return {
    accountId: () => callerAccount({ region, ...settings }),
    read: (place) => askAws(() => reader.read(place)),
  };
}

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackReader } from '../../../release/review/read-stacks';
import { askAws, callerAccount } from '../terminal/aws-account';
import { type ClientSettings, clientSettings } from '../terminal/client-settings';
import { pageOutput } from '../terminal/page-output';
import type { DiffAccount, DiffPorts } from './ports';
import { assembleNow } from '../../assembly/assemble-now';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function diffPorts(root: string): DiffPorts {
  return {
    assemble: (config) => assembleNow(root, config),
    open: (target, rehearsal) =>
      account({ region: target.region, ...clientSettings(root, target, rehearsal) }),
    ...pageOutput(),
    now: new Date(),
  };
}

function account(settings: ClientSettings & { readonly region: string }): DiffAccount {
  const reader = stackReader((region) => new CloudFormationClient({ ...settings, region }));
  return {
    accountId: () => callerAccount(settings),
    read: (stack) => askAws(() => reader.read(stack)),
    names: (...query) => askAws(() => reader.names(...query)),
    tags: (...query) => askAws(() => reader.tags(...query)),
  };
}

import type { AccountAndRegion } from '../../../lib/config/config';
import { clientEnvironment } from '../../../rehearsal/emulator/client-environment';
import { awsAccount } from './aws-account';
import type { RehearsedAccount } from '../ports';
import { rehearsalSettings, runningRehearsal } from './client-settings';

/**
 * An account in the rehearsal of this repository, as its root.
 * @throws CommandError REHEARSAL_NOT_RUNNING
 */
export function rehearsedAccount(repository: string, place: AccountAndRegion): RehearsedAccount {
  const session = runningRehearsal(repository);
  return {
    aws: awsAccount(rehearsalSettings(repository, place)),
    // Empty: a profile or a session of the owner's would be taken instead.
    environment: {
      AWS_PROFILE: '',
      AWS_SESSION_TOKEN: '',
      ...clientEnvironment(session, place, place.region),
    },
  };
}

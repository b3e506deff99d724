import { credentialsOf } from '../../../../rehearsal/emulator/client-environment';
import { findSession } from '../../../../rehearsal/session-file';
import { CommandError } from '../../command-error';
import type { OpenCloud } from '../ports';
import { awsCloud } from './aws-cloud';

/** The environments in the rehearsal of this repository, as root of their accounts. */
export function rehearsalCloud(repository: string): OpenCloud {
  return (place, names) => {
    const session = findSession(repository);
    if (session === undefined) {
      throw new CommandError(
        'REHEARSAL_NOT_RUNNING',
        '--rehearsal: no rehearsal is up in this repository. Run `npm start`, and leave it running.',
      );
    }
    const { endpoint } = session;
    return awsCloud(place, names, { endpoint, credentials: credentialsOf(place) });
  };
}

import type { AccountAndRegion } from '../../../lib/config/config';
import { credentialsOf } from '../../../rehearsal/emulator/client-environment';
import { findSession, type Session } from '../../../rehearsal/workspace/session-file';
import { CommandError } from './command-error';

/** Settings of an SDK client. Unset, credentials and endpoint come from the usual places of AWS tools. */
export interface ClientSettings {
  readonly endpoint?: string;
  /** Profile in the AWS configuration files, with SSO or without. */
  readonly profile?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Settings of clients for an account: the current credentials or, with `--rehearsal`, the account's root
 * user in the rehearsal of this repository.
 * @throws CommandError REHEARSAL_NOT_RUNNING
 */
export function clientSettings(
  repository: string,
  target: AccountAndRegion,
  rehearsal: boolean,
): ClientSettings {
  if (!rehearsal) return {};
  const { endpoint } = runningRehearsal(repository);
  return { endpoint, credentials: credentialsOf(target) };
}

/** @throws CommandError REHEARSAL_NOT_RUNNING */
export function runningRehearsal(repository: string): Session {
  const session = findSession(repository);
  if (session !== undefined) return session;
  throw new CommandError(
    'REHEARSAL_NOT_RUNNING',
    '--rehearsal: no rehearsal is up in this repository. Run `npm start`, and leave it running.',
  );
}

import type { Config } from '../../../../lib/config/config';
import { type Finding, fine, wrong } from '../finding';
import type { AccountView, ConnectionState } from '../ports';

const SETTINGS = 'Developer Tools console > Settings > Connections';

const REMEDIES: Record<Exclude<ConnectionState, 'AVAILABLE'>, string> = {
  PENDING: `${SETTINGS} > this connection > Update pending connection: sign in to the provider, and allow the repository.`,
  ERROR: `The provider no longer accepts it. ${SETTINGS} > this connection > Edit, and sign in again.`,
  MISSING: `${SETTINGS} > Create connection, in this account and region. Write its ARN into source.connectionArn.`,
};

/** Whether the pipeline can read the repository. A connection waits until a person has signed in to its provider. */
export async function checkConnection(
  { connectionArn, repository }: Pick<Config['source'], 'connectionArn' | 'repository'>,
  account: AccountView,
): Promise<Finding[]> {
  const state = await account.connection(connectionArn);
  if (state === undefined) return [];
  if (state === 'AVAILABLE') return [fine(`the connection to ${repository} is available`)];
  return [
    wrong(
      `the connection to ${repository} is ${state.toLowerCase()}: no push starts a release`,
      REMEDIES[state],
    ),
  ];
}

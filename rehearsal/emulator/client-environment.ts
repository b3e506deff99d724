import { awsHostsPreload, loopbackNamesPreload } from '../paths';
import type { SessionCredentials } from './control';
import type { Emulator } from './emulator';

/** An account's root user, or a session. */
export type Identity = { readonly account: string } | SessionCredentials;

/**
 * Environment variables that point the AWS SDKs, the CDK and the CLI of a child process at the emulator, and
 * away from the user's own profiles. The caller sets PATH and HOME.
 */
export function clientEnvironment(
  emulator: Pick<Emulator, 'endpoint'>,
  identity: Identity,
  region: string,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    NODE_OPTIONS: [loopbackNamesPreload, awsHostsPreload]
      .map((preload) => `--require ${JSON.stringify(preload)}`)
      .join(' '),
    ...credentialVariables(identity),
  };
}

function credentialVariables(identity: Identity): Record<string, string> {
  const credentials = credentialsOf(identity);
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined
      ? {}
      : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}

/** Credentials in the form of the AWS SDK's clients. */
export function credentialsOf(identity: Identity): {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
} {
  if (!('account' in identity)) return { ...identity };
  // The emulator takes an account id as the access key of that account's root user.
  return { accessKeyId: identity.account, secretAccessKey: 'test' };
}

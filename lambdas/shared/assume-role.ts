import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Credentials for a quarter of an hour, the shortest there is. Rejects with the SDK's error. */
export async function assumeRole(
  sts: STSClient,
  RoleArn: string,
  RoleSessionName: string,
): Promise<RoleCredentials> {
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: 900 }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new Error(`STS answered without credentials for ${RoleArn}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

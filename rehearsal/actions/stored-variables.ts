import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import type { Cloud, Credentials } from '../emulator/cloud';
import { jsonOf } from '../json-of';

/** A build's variable whose value is not in the store that it names. */
class StoredValueMissing extends Error {
  readonly code = 'STORED_VALUE_MISSING';
  constructor(variable: string, what: string, options?: ErrorOptions) {
    super(`the variable ${variable}: ${what}`, options);
    this.name = 'StoredValueMissing';
  }
}

/** Where a build's own role reads its variables. */
export interface VariableStore {
  readonly cloud: Pick<Cloud, 'ssm' | 'secretsManager'>;
  readonly role: Credentials;
  readonly region: string;
}

/**
 * A parameter's decrypted value.
 * @param name its name or ARN
 * @throws {StoredValueMissing}
 */
export async function parameterValue(
  variable: string,
  name: string,
  { cloud, role, region }: VariableStore,
): Promise<string> {
  const found = await unlessRefused(
    variable,
    `the parameter ${name} of Parameter Store`,
    cloud.ssm(role, region).send(new GetParametersCommand({ Names: [name], WithDecryption: true })),
  );
  const value = found.Parameters?.[0]?.Value;
  if (value === undefined) {
    throw new StoredValueMissing(variable, `Parameter Store has no ${name} in ${region}`);
  }
  return value;
}

/**
 * A secret, or one value of it.
 * @param reference `secret-id:json-key:version-stage:version-id`; all but the first may be left out.
 *   https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager
 * @throws {StoredValueMissing}
 */
export async function secretValue(
  variable: string,
  reference: string,
  { cloud, role, region }: VariableStore,
): Promise<string> {
  // An ARN has seven parts itself.
  const parts = reference.split(':');
  const length = reference.startsWith('arn:') ? 7 : 1;
  const id = parts.slice(0, length).join(':');
  const [key = '', stage = '', version = ''] = parts.slice(length);
  const { SecretString } = await unlessRefused(
    variable,
    `the secret ${id}`,
    cloud.secretsManager(role, region).send(
      new GetSecretValueCommand({
        SecretId: id,
        ...(stage !== '' && { VersionStage: stage }),
        ...(version !== '' && { VersionId: version }),
      }),
    ),
  );
  if (SecretString === undefined) throw new StoredValueMissing(variable, `${id} is no text`);
  if (key === '') return SecretString;
  const value = valueIn(SecretString, key);
  if (value === undefined) throw new StoredValueMissing(variable, `${id} has no key ${key}`);
  return value;
}

function valueIn(text: string, key: string): string | undefined {
  const all = jsonOf(text);
  if (typeof all !== 'object' || all === null) return undefined;
  const value = (all as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
}

/** Adds what was asked for, which the services' errors do not name. */
async function unlessRefused<T>(variable: string, what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new StoredValueMissing(variable, `${what} cannot be read: ${name}: ${message}`, {
      cause,
    });
  }
}

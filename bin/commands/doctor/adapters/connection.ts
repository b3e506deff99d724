import { AwsClient } from 'aws4fetch';
import { z } from 'zod';
import type { ConnectionState } from '../ports';

/** Credentials, as SDK clients resolve them. */
export type CredentialsProvider = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}>;

/** Answers to GetConnection. */
const answerSchema = z.object({
  Connection: z.object({ ConnectionStatus: z.enum(['PENDING', 'AVAILABLE', 'ERROR']) }),
});
const faultSchema = z.object({ __type: z.string(), message: z.string().optional() });

/** Another address of the service, as AWS's SDKs name it. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
export const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_CODECONNECTIONS';

/**
 * State of a connection, from CodeConnections' API. No SDK client is published for it.
 * https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_GetConnection.html
 * @throws Error with AWS's error code as its name
 */
export async function connectionState(
  connectionArn: string,
  credentials: CredentialsProvider,
  endpoint: string | undefined,
  fetch: (request: Request) => Promise<Response> = globalThis.fetch,
): Promise<ConnectionState> {
  const region = connectionArn.split(':')[3] ?? '';
  const client = new AwsClient({ ...(await credentials()), region, service: 'codeconnections' });
  const request = await client.sign(
    endpoint ?? `https://codeconnections.${region}.amazonaws.com/`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'com.amazonaws.codeconnections.CodeConnections_20231201.GetConnection',
      },
      body: JSON.stringify({ ConnectionArn: connectionArn }),
    },
  );
  const answer = await fetch(request);
  const body: unknown = await answer.json();
  if (answer.ok) return answerSchema.parse(body).Connection.ConnectionStatus;
  const { __type, message } = faultSchema.parse(body);
  // Some services write `namespace#Code`.
  const name = __type.slice(__type.indexOf('#') + 1);
  if (name === 'ResourceNotFoundException') return 'MISSING';
  throw Object.assign(new Error(message ?? name), { name });
}

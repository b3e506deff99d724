import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers in place of a service of AWS that the emulator does not have. */
export interface StandIn {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers every request as `answer` says. */
export async function standIn(
  answer: (operation: string, body: string) => { status: number; type: string; text: string },
): Promise<StandIn> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
      const { status, type, text } = answer(target, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * CodeConnections with one connection, which is pending until a person has signed in to the provider.
 * https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_Operations.html
 */
export async function codeConnections(ConnectionArn: string) {
  let ConnectionStatus = 'PENDING';
  const answers: Record<string, () => object> = {
    CreateConnection: () => ({ ConnectionArn }),
    GetConnection: () => ({ Connection: { ConnectionArn, ConnectionStatus } }),
  };
  const server = await standIn((operation) => {
    const found = answers[operation]?.();
    return {
      status: found ? 200 : 400,
      type: 'application/x-amz-json-1.0',
      text: JSON.stringify(found ?? { __type: 'UnknownOperationException' }),
    };
  });
  return {
    ...server,
    signIn: () => {
      ConnectionStatus = 'AVAILABLE';
    },
  };
}

/** STS as a region that is disabled answers to credentials that work elsewhere. */
export function disabledRegion(): Promise<StandIn> {
  return standIn(() => ({
    status: 403,
    type: 'text/xml',
    text:
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>' +
      '<Code>InvalidClientTokenId</Code>' +
      '<Message>The security token included in the request is invalid</Message></Error></ErrorResponse>',
  }));
}

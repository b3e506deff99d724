import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';

export interface AuditRegistry {
  readonly url: string;
  /** Package -> versions, as npm asked for them. */
  readonly asked: Record<string, string[]>;
  close(): Promise<void>;
}

/** An npm registry on this machine that knows advisories, and of each package one version. */
export async function auditRegistry(
  advisories: Readonly<Record<string, readonly object[]>>,
): Promise<AuditRegistry> {
  const asked: Record<string, string[]> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/-/npm/v1/security/advisories/bulk') {
        const body = Buffer.concat(chunks);
        const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
        Object.assign(asked, JSON.parse(text.toString()));
        response.end(JSON.stringify(advisories));
      } else {
        const name = decodeURIComponent((request.url ?? '').slice(1));
        const version = asked[name]?.[0] ?? '1.0.0';
        response.end(
          JSON.stringify({
            name,
            'dist-tags': { latest: version },
            versions: { [version]: { name, version } },
          }),
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

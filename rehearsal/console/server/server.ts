import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ApprovalDesk } from '../../terminal/approvals';
import { addressAsked, entryCookie, refusalOf } from './access';
import { TOKEN, type ConsoleAddress } from './address';
import { clientBundle, type Bundle } from './bundle';
import { streamEvents } from './event-stream';
import type { Feed } from '../events/feed';
import { FOREIGN_HEADERS, OWN_HEADERS } from './policies';
import { respond } from './routes';
import type { ConsoleSources } from '../cloud/sources';

export interface ConsolePorts {
  readonly feed: Feed;
  readonly desk: Pick<ApprovalDesk, 'answer'>;
  /** `undefined` before the cloud is up. */
  readonly sources: () => ConsoleSources | undefined;
}

/** The rehearsal in the browser: a web server on the loopback interface. */
export class ConsoleServer {
  private constructor(
    private readonly server: Server,
    readonly address: ConsoleAddress,
    private readonly ended: AbortController,
  ) {}

  static async start(ports: ConsolePorts): Promise<ConsoleServer> {
    // At the same time, the browser starts, which takes longer.
    const bundle = clientBundle();
    const ended = new AbortController();
    const server = createServer((request, response) => {
      void answer(request, response, { ...ports, bundle, address, ended: ended.signal });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The console has no port');
    const address = {
      origin: `http://127.0.0.1:${bound.port}`,
      token: randomBytes(24).toString('base64url'),
    };
    return new ConsoleServer(server, address, ended);
  }

  /** Ends the server after the pages have got the last events. */
  stop(): Promise<void> {
    this.ended.abort();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeIdleConnections();
      setTimeout(() => {
        this.server.closeAllConnections();
      }, 1_000).unref();
    });
  }
}

interface Context extends ConsolePorts {
  readonly bundle: Promise<Bundle>;
  readonly address: ConsoleAddress;
  readonly ended: AbortSignal;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const plain = (status: number, text: string) => {
    const type = { 'content-type': 'text/plain; charset=utf-8' };
    response.writeHead(status, { ...OWN_HEADERS, ...type }).end(`${text}\n`);
  };
  try {
    const url = addressAsked(request.url ?? '/', context.address);
    if (!url) {
      plain(400, 'This is no address of the console.');
      return;
    }
    const refusal = refusalOf(request, context.address, url);
    if (refusal) {
      plain(refusal.status, refusal.reason);
      return;
    }
    if (url.searchParams.has(TOKEN)) {
      url.searchParams.delete(TOKEN);
      const entry = { ...OWN_HEADERS, 'set-cookie': entryCookie(context.address) };
      const location = url.pathname + url.search;
      // After a redirect, a link from another site still counts as that site's request, without the cookie.
      if (request.headers['sec-fetch-site'] === 'cross-site') {
        response.writeHead(200, { ...entry, refresh: `0; url=${location}` }).end();
      } else response.writeHead(303, { ...entry, location }).end();
      return;
    }
    if (request.method === 'GET' && url.pathname === '/events') {
      streamEvents(request, response, context);
      return;
    }
    const { status = 200, type, body, foreign = false } = await respond(request, url, context);
    response.writeHead(status, {
      ...(foreign ? FOREIGN_HEADERS : OWN_HEADERS),
      'content-type': type,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch (error) {
    // The emulator may be ending.
    plain(503, error instanceof Error ? error.message : String(error));
  }
}

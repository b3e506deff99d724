import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SentMail } from '../emulator/types';
import { inboxPage, mailPage, notFoundPage } from './pages';

export interface InboxSources {
  readonly mails: () => Promise<readonly SentMail[]>;
  /** `null` until the page has been delivered. */
  readonly contactPage: () => Promise<string | null>;
}

/** A web page with the mails that the emulated SES has sent, on the loopback interface. */
export class Inbox {
  private constructor(
    private readonly server: Server,
    /** Such as `http://127.0.0.1:40123/`. */
    readonly address: string,
  ) {}

  static async start(sources: InboxSources): Promise<Inbox> {
    const server = createServer((request, response) => {
      void answer(request, response, sources);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The inbox has no port');
    return new Inbox(server, `http://127.0.0.1:${address.port}/`);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sources: InboxSources,
): Promise<void> {
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // No script of ours and none of a mail's.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    });
    response.end(body);
  };
  try {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const mails = [...(await sources.mails())].reverse();
    const [, id = ''] = /^\/mails\/([^/]+)$/.exec(pathname) ?? [];
    const mail = mails.find(({ messageId }) => messageId === decodeURIComponent(id));
    if (pathname === '/mails.json') send(200, 'application/json', JSON.stringify(mails));
    else if (pathname === '/')
      send(200, 'text/html', inboxPage(mails, await sources.contactPage()));
    else if (mail) send(200, 'text/html', mailPage(mail));
    else send(404, 'text/html', notFoundPage());
  } catch (error) {
    // The emulator may be on its way down.
    send(503, 'text/plain', error instanceof Error ? error.message : String(error));
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SentMail } from '../emulator/types';
import { objectAddress, type ObjectAddress, type StoredObject } from './s3-object';
import { inboxPage, mailPage, notFoundPage } from './pages';

export interface InboxSources {
  readonly mails: () => Promise<readonly SentMail[]>;
  /** `null` until the page has been delivered. */
  readonly contactPage: () => Promise<string | null>;
  /** What the S3 console would show. */
  readonly object: (address: ObjectAddress) => Promise<StoredObject | undefined>;
}

/**
 * On the loopback interface: a web page with the mails that the emulated cloud has sent, and the
 * objects that approvals link to.
 */
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

const HTML = 'text/html; charset=utf-8';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sources: InboxSources,
): Promise<void> {
  const send = (status: number, type: string, body: string | Buffer) => {
    response.writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // No script of ours, and none of a mail's or of an object's.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    });
    response.end(body);
  };
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { pathname } = url;
    const address = objectAddress(url);
    if (address) {
      const object = await sources.object(address);
      if (object) send(200, object.contentType, object.body);
      else send(404, HTML, notFoundPage());
      return;
    }
    const mails = [...(await sources.mails())].reverse();
    const [, id = ''] = /^\/mails\/([^/]+)$/.exec(pathname) ?? [];
    const mail = mails.find(({ messageId }) => messageId === decodeURIComponent(id));
    if (pathname === '/mails.json')
      send(200, 'application/json; charset=utf-8', JSON.stringify(mails));
    else if (pathname === '/') send(200, HTML, inboxPage(mails, await sources.contactPage()));
    else if (mail) send(200, HTML, mailPage(mail));
    else send(404, HTML, notFoundPage());
  } catch (error) {
    // The emulator may be on its way down.
    send(503, 'text/plain; charset=utf-8', error instanceof Error ? error.message : String(error));
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feed } from '../events/feed';
import { OWN_HEADERS } from './policies';
import type { ConsoleSources } from '../cloud/sources';

/** Time between two looks for new mails, while a page is open. */
const MAILS_MS = 1_000;
/** Shows proxies that the connection is alive. */
const HEARTBEAT_MS = 15_000;

interface StreamContext {
  readonly feed: Feed;
  readonly sources: () => ConsoleSources | undefined;
  readonly ended: AbortSignal;
}

/**
 * Sends every event after the browser's last one (`Last-Event-ID`), and all future ones.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  { feed, sources, ended }: StreamContext,
): void {
  response.writeHead(200, { ...OWN_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 500\n\n');
  const had = Number(request.headers['last-event-id'] ?? 0);
  const stop = feed.follow(Number.isInteger(had) && had > 0 ? had : 0, ({ id, event }) => {
    // JSON on one line: a line break would end the data.
    response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  let looking = false;
  const mails = setInterval(() => {
    // A busy emulator is not asked a second time before it has answered.
    if (looking) return;
    looking = true;
    collectMails(feed, sources())
      // The emulator may not be up yet, or no longer. The next look will show it.
      .catch(() => undefined)
      .finally(() => (looking = false));
  }, MAILS_MS);
  // Nothing may be written to a response after its end. A slow reader may still be reading.
  const close = () => {
    stop();
    clearInterval(heartbeat);
    clearInterval(mails);
    ended.removeEventListener('abort', close);
    response.end();
  };
  if (ended.aborted) close();
  else ended.addEventListener('abort', close, { once: true });
  response.once('close', close);
}

/** Adds an event for each new mail. */
export async function collectMails(feed: Feed, sources: ConsoleSources | undefined): Promise<void> {
  if (!sources || feed.state.ended) return;
  const mails = await sources.mails();
  const known = new Set(feed.state.mails.map(({ messageId }) => messageId));
  const at = new Date().toISOString();
  for (const mail of mails) {
    if (!known.has(mail.messageId)) feed.add({ type: 'mail-sent', at, mail });
  }
}

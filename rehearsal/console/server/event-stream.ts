import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feed } from '../events/feed';
import { OWN_HEADERS } from './policies';
import type { ConsoleSources } from '../cloud/sources';

/** Mails are looked for while somebody looks. */
const MAILS_MS = 1_000;
/** What stands between sees that the connection is alive. */
const HEARTBEAT_MS = 15_000;

interface StreamContext {
  readonly feed: Feed;
  readonly sources: () => ConsoleSources | undefined;
  readonly ended: AbortSignal;
}

/**
 * Sends every event after the one that the browser has had last (`Last-Event-ID`), and those to come.
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
    // JSON has no line break of its own, which would end the data.
    response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  let looking = false;
  const mails = setInterval(() => {
    // A busy emulator gets no second question before it has answered the first.
    if (looking) return;
    looking = true;
    collectMails(feed, sources())
      // The emulator may not be up yet, or any more; the next look will tell.
      .catch(() => undefined)
      .finally(() => (looking = false));
  }, MAILS_MS);
  // Nothing may be written to a response after its end, which a slow reader may be far from.
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

/** Tells of the mails that have not been told of yet. */
export async function collectMails(feed: Feed, sources: ConsoleSources | undefined): Promise<void> {
  if (!sources || feed.state.ended) return;
  const mails = await sources.mails();
  const known = new Set(feed.state.mails.map(({ messageId }) => messageId));
  const at = new Date().toISOString();
  for (const mail of mails) {
    if (!known.has(mail.messageId)) feed.add({ type: 'mail-sent', at, mail });
  }
}

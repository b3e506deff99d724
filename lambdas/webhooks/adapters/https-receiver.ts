import dns from 'node:dns';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ReceiverAnswer, Receiver } from '../ports';
import { ipAddressOf } from '../target';

/** Standard Webhooks proposes 15 to 30 s. */
const TIMEOUT_MS = 15_000;

/** The name leads to an address that is not one of the public internet. */
class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC';
}

/**
 * Posts to an https address. Follows no redirect and reads no answer beyond its head, so that it cannot be
 * too big. The address is looked at where the connection is made: a name that leads elsewhere after a
 * first look gains nothing.
 */
export function httpsReceiver(
  isPublic: (address: string) => boolean,
  timeoutMs = TIMEOUT_MS,
): Receiver {
  const lookup: LookupFunction = (name, options, done) => {
    dns.lookup(name, { ...options, all: true }, (error, addresses) => {
      // There are none with an error; Node's types do not say so.
      const [first] = error ? [] : addresses;
      if (first === undefined) done(error ?? new Error('no address'), '');
      else if (!addresses.every(({ address }) => isPublic(address))) done(new NotPublic(), '');
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

  return {
    post: (url, headers, body) =>
      new Promise<ReceiverAnswer>((resolve) => {
        const address = ipAddressOf(url);
        // Node looks up names only.
        if (address !== undefined && !isPublic(address)) {
          resolve({ kind: 'unanswered', reason: 'not-public' });
          return;
        }
        const length = String(Buffer.byteLength(body));
        const request = https.request(url, {
          method: 'POST',
          headers: { ...headers, 'content-length': length },
          // A connection of an earlier call may have been closed while the function was frozen.
          agent: false,
          lookup,
        });
        let timedOut = false;
        const timer = setTimeout(() => {
          timedOut = true;
          request.destroy();
        }, timeoutMs);
        const end = (answer: ReceiverAnswer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        request.on('response', (response) => {
          const { statusCode: status = 0, headers } = response;
          end({ kind: 'answered', status, ...retryAfter(headers['retry-after']) });
          request.destroy();
        });
        // After the answer, too: nobody listens then.
        request.on('error', (error) => {
          const notPublic = error instanceof NotPublic;
          const reason = timedOut ? 'timeout' : notPublic ? 'not-public' : 'unreachable';
          end({ kind: 'unanswered', reason });
        });
        request.on('close', () => {
          end({ kind: 'unanswered', reason: timedOut ? 'timeout' : 'unreachable' });
        });
        request.end(body);
      }),
  };
}

/** Seconds. A date is not read: the schedule holds. */
function retryAfter(header: string | undefined): { readonly retryAfterSeconds?: number } {
  const seconds = Number(header);
  return header !== undefined && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}

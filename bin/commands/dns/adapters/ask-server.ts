import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { DnsUnanswered } from '../../doctor/ports';
import type { AskServer } from '../ports';
import { isTruncated, questionMessage, replyOf, type WireReply } from '../wire';

/** Milliseconds for one answer, and the number of tries: UDP loses packets. */
export interface Patience {
  readonly timeoutMs: number;
  readonly tries: number;
}

/** Asks one name server directly, over UDP and, for long answers, over TCP (RFC 7766). */
export function askServer({ timeoutMs, tries }: Patience): AskServer {
  return async (server, name, type) => {
    const id = randomInt(0x1_0000);
    const question = questionMessage(id, name, type);
    for (let tried = 1; ; tried += 1) {
      try {
        const message = await overUdp(server, question, timeoutMs);
        if (!isTruncated(message)) return readable(message);
        return readable(await overTcp(server, question, timeoutMs));
      } catch (error) {
        const isSilence = error instanceof DnsUnanswered && error.code === 'ETIMEOUT';
        if (!isSilence || tried >= tries) throw error;
      }
    }
  };
}

interface Address {
  readonly address: string;
  readonly port: number;
}

function readable(message: Buffer): WireReply {
  try {
    return replyOf(message);
  } catch (cause) {
    throw new DnsUnanswered('EBADRESP', { cause });
  }
}

function overUdp({ address, port }: Address, question: Buffer, timeoutMs: number): Promise<Buffer> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  return settled<Buffer>(
    timeoutMs,
    () => socket.close(),
    (resolve, reject) => {
      socket.on('error', reject);
      // Connected: then messages of others do not arrive, and a closed port is reported.
      socket.connect(port, address, () => {
        socket.on('message', (message) => {
          // An answer to an earlier question may come late.
          if (message.length >= 12 && message.readUInt16BE(0) === question.readUInt16BE(0)) {
            resolve(message);
          }
        });
        socket.send(question);
      });
    },
  );
}

function overTcp({ address, port }: Address, question: Buffer, timeoutMs: number): Promise<Buffer> {
  const socket = connect(port, address);
  return settled<Buffer>(
    timeoutMs,
    () => socket.destroy(),
    (resolve, reject) => {
      let received = Buffer.alloc(0);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.length);
      socket.on('error', reject);
      socket.on('close', () => {
        reject(Object.assign(new Error('closed before the answer'), { code: 'ECONNRESET' }));
      });
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
        resolve(received.subarray(2, 2 + received.readUInt16BE(0)));
      });
      socket.write(Buffer.concat([length, question]));
    },
  ).catch((cause: unknown) => {
    // The short answer arrived. So the server answers, but not over TCP.
    throw new DnsUnanswered('ETRUNCATED', { cause });
  });
}

/** One answer or fault in time. `end` closes the socket. */
async function settled<Answer>(
  timeoutMs: number,
  end: () => void,
  start: (resolve: (answer: Answer) => void, reject: (error: Error) => void) => void,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new DnsUnanswered('ETIMEOUT'));
      }, timeoutMs);
      start(resolve, (cause: NodeJS.ErrnoException) => {
        reject(new DnsUnanswered(cause.code ?? cause.message, { cause }));
      });
    });
  } finally {
    clearTimeout(timer);
    end();
  }
}

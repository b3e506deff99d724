import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  type Question,
  TRUNCATED_RESPONSE,
} from 'dns-packet';

/** `name type` -> data as dns-packet has it. */
export type ZoneData = Readonly<Record<string, readonly unknown[]>>;

export interface Behaviour {
  readonly zone: string;
  readonly records: ZoneData;
  readonly serial?: number;
  /** Code of an answer to `name type`, in place of the answer: 2 is SERVFAIL, 5 is REFUSED. */
  readonly codes?: Readonly<Record<string, number>>;
  /** Takes questions and says nothing. */
  readonly silent?: boolean;
  /** Answers as one that only knows what others told it. */
  readonly lame?: boolean;
  /** Cuts answers over UDP, and closes TCP. */
  readonly withoutTcp?: boolean;
  /** Over UDP as over TCP, these bytes behind the id in place of an answer to `name type`. */
  readonly garbage?: Readonly<Record<string, Buffer>>;
}

export interface NameServer {
  /** `127.0.0.1:40123` */
  readonly host: string;
  readonly port: number;
  /** `name type transport`, in the order in which they came. */
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

/** A real name server on this machine, over UDP and TCP. */
export async function startNameServer(behaviour: Behaviour): Promise<NameServer> {
  const asked: string[] = [];
  const udp = createSocket('udp4');
  const respond = (message: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined => {
    const { id = 0, questions: [question] = [] } = decode(message);
    if (question === undefined) return undefined;
    const key = keyOf(question);
    asked.push(`${key} ${transport}`);
    if (behaviour.silent === true) return undefined;
    const garbage = behaviour.garbage?.[key];
    if (garbage) return Buffer.concat([message.subarray(0, 2), garbage]);
    const reply = {
      type: 'response' as const,
      id,
      questions: [question],
      ...replyTo(question, behaviour),
    };
    const bytes = encode(reply);
    if (transport === 'tcp' || bytes.length <= 512) return bytes;
    return encode({ ...reply, flags: (reply.flags ?? 0) | TRUNCATED_RESPONSE, answers: [] });
  };
  udp.on('message', (message, peer) => {
    const reply = respond(message, 'udp');
    if (reply) udp.send(reply, peer.port, peer.address);
  });
  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (behaviour.withoutTcp === true) {
      socket.destroy();
      return;
    }
    socket.on('data', (message) => {
      const reply = respond(message.subarray(2), 'tcp');
      if (!reply) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      // In two parts, as a network may give it.
      socket.write(Buffer.concat([length, reply.subarray(0, 10)]));
      socket.write(reply.subarray(10));
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    host: `127.0.0.1:${port}`,
    port,
    asked,
    stop: async () => {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

function replyTo(question: Question, behaviour: Behaviour): Packet {
  const { zone, serial = 1, codes = {}, lame } = behaviour;
  const records: ZoneData = {
    ...behaviour.records,
    [`${zone} SOA`]: [
      {
        mname: `ns.${zone}`,
        rname: `a.${zone}`,
        serial,
        refresh: 1,
        retry: 1,
        expire: 1,
        minimum: 1,
      },
    ],
  };
  const name = question.name.toLowerCase();
  const type = keyOf(question).split(' ')[1] ?? '';
  const code = codes[`${name} ${type}`];
  if (code !== undefined) return { flags: code };
  if (lame === true) return { flags: 0 };
  const names = Object.keys(records).map((key) => key.split(' ')[0] ?? '');
  const cut = names.find(
    (one) => one !== zone && `.${name}`.endsWith(`.${one}`) && records[`${one} NS`] !== undefined,
  );
  if (cut !== undefined) return { flags: 0, authorities: answers(cut, 'NS', records) };
  const exists = (one: string) => names.some((other) => `.${other}`.endsWith(`.${one}`));
  const wildcard = `*.${name.replace(/^[^.]*\./, '')}`;
  const source = exists(name) ? name : wildcard;
  if (!names.includes(source) && !exists(name)) return { flags: AUTHORITATIVE_ANSWER | 3 };
  const alias = answers(source, 'CNAME', records, name);
  const [target] = records[`${source} CNAME`] ?? [];
  return {
    flags: AUTHORITATIVE_ANSWER,
    answers:
      alias.length > 0 && type !== 'CNAME'
        ? [...alias, ...answers(String(target), type, records)]
        : answers(source, type, records, name),
  };
}

function answers(source: string, type: string, records: ZoneData, name = source): Answer[] {
  const known = type === 'HTTPS' ? 'UNKNOWN_65' : type;
  return (records[`${source} ${type}`] ?? []).map(
    (data) => ({ name, type: known, ttl: 300, class: 'IN', data }) as Answer,
  );
}

/** `www.example.com HTTPS` */
function keyOf({ name, type }: Question): string {
  return `${name.toLowerCase()} ${(type as string) === 'UNKNOWN_65' ? 'HTTPS' : type}`;
}

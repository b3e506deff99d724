import { type Answer, decode, encode, type RecordType } from 'dns-packet';
import type { DnsRecordType } from '../../../lib/config/records/dns-records';

/** A type of Route 53. ALIAS is no type: it answers with addresses. */
export type KnownType = Exclude<DnsRecordType, 'ALIAS'>;

/** Types with their numbers (IANA, "Resource Record (RR) TYPEs"). */
const NUMBERS_BY_TYPE: Readonly<Record<KnownType | 'DNSKEY' | 'SOA', number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  DS: 43,
  SSHFP: 44,
  DNSKEY: 48,
  TLSA: 52,
  SVCB: 64,
  HTTPS: 65,
  CAA: 257,
};
const NUMBERS = new Map<string, number>(Object.entries(NUMBERS_BY_TYPE));

/** `TYPE65` (RFC 3597), or the library's name for an unknown type -> `HTTPS`. */
export function typeName(type: string): string {
  const number = /^(?:TYPE|UNKNOWN_)(\d+)$/.exec(type)?.[1];
  if (number === undefined) return type;
  const [name = `TYPE${number}`] = [...NUMBERS].find(([, one]) => one === Number(number)) ?? [];
  return name;
}

/** A received record. `data` is the library's form: bytes for types that it does not know. */
export interface WireRecord {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly data: unknown;
}

/** The parts of a message that a comparison needs. */
export interface WireReply {
  readonly id: number;
  /** `NOERROR`, `NXDOMAIN`, `REFUSED` */
  readonly code: string;
  readonly authoritative: boolean;
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
}

/** A question without EDNS: old servers understand it, too. Answers of more than 512 bytes come over TCP. */
export function questionMessage(id: number, name: string, type: string): Buffer {
  const known = `UNKNOWN_${NUMBERS.get(type) ?? 0}` as RecordType;
  return encode({ type: 'query', id, questions: [{ name, type: known }] });
}

/** @throws the library's Error if it is no message */
export function replyOf(message: Buffer): WireReply {
  const {
    id = 0,
    rcode,
    flag_aa,
    answers = [],
    authorities = [],
  } = decode(message) as ReturnType<typeof decode> & { rcode: string };
  return {
    id,
    code: rcode,
    authoritative: flag_aa,
    answers: answers.map(wireRecord),
    authorities: authorities.map(wireRecord),
  };
}

/** Whether the answer is longer than this message: RFC 1035, section 4.1.1, TC. Its end may be cut anywhere. */
export function isTruncated(message: Buffer): boolean {
  return ((message[2] ?? 0) & 0x02) !== 0;
}

function wireRecord(answer: Answer): WireRecord {
  const {
    name,
    type,
    ttl = 0,
    data,
  } = answer as { name: string; type: string; ttl?: number; data: unknown };
  return { name: name.toLowerCase(), type: typeName(type), ttlSeconds: ttl, data };
}

/** Bytes of a value -> the library's form. @throws Error */
export function decodeData(type: string, bytes: Buffer): unknown {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(1, 6);
  // Name (the root), type, class IN, TTL, length.
  const record = Buffer.alloc(11);
  record.writeUInt16BE(NUMBERS.get(type) ?? 0, 1);
  record.writeUInt16BE(1, 3);
  record.writeUInt16BE(bytes.length, 9);
  const message = Buffer.concat([head, record, bytes]);
  const [answer] = replyOf(message).answers;
  // The library reads only as much as the type needs, even if there are more bytes.
  if (decode.bytes !== message.length) throw new Error(`no data of ${type}`);
  return answer?.data;
}

import type { DnsRecordInput, DnsRecordType } from '../../../../lib/config/records/dns-records';
import type { Parts } from '../values/value';

/** A record for `waypost.config.ts`, and its lines in the file. */
export interface TakenRecord {
  readonly record: DnsRecordInput;
  readonly lines: readonly number[];
}

/** A remark about a line. */
export interface Remark {
  readonly line: number;
  /** Name, type and value in short. */
  readonly what: string;
  readonly says: string;
}

/** The values of one name and type. */
export interface RecordGroup {
  readonly name: string;
  readonly type: DnsRecordType;
  readonly ttlSeconds: number | undefined;
  readonly values: readonly Parts[];
  readonly lines: readonly number[];
}

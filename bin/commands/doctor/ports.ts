import type { AccountAndRegion } from '../../../lib/config/config';

/** What the doctor needs from outside. It only ever reads. */
export interface DoctorPorts {
  /** An account, in AWS or in the rehearsal. @throws CommandError REHEARSAL_NOT_RUNNING */
  readonly open: (place: AccountAndRegion, rehearsal: boolean) => AccountView;
  readonly dns: LiveDns;
  /** To stdout, as it is. */
  readonly write: (text: string) => void;
}

/** One account. Each method throws CommandError AWS_CREDENTIALS_MISSING, AWS_ACCESS_DENIED or AWS_REFUSED. */
export interface AccountView {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** `undefined` if there is none of this name. */
  stack(name: string, region: string): Promise<StackView | undefined>;
  /** The records of the one zone that a stack holds; `undefined` if it holds none. */
  zoneRecords(stack: string, region: string): Promise<readonly ZoneRecord[] | undefined>;
  /** Availability zones of the account's region, by name in the order of the alphabet. */
  zones(): Promise<readonly Zone[]>;
  /** Service, such as `sqs` -> names of the zones in which an interface endpoint of it can be made. */
  endpointZones(services: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How many functions may run at once in the account's region. */
  functionsAtOnce(): Promise<number>;
  /**
   * Machine, such as `Linux/Small` -> how many of CodeBuild's builds may run on it at once in the account's region, where Service
   * Quotas says so; `undefined` where there is no such service.
   */
  buildsAtOnce(): Promise<ReadonlyMap<string, number> | undefined>;
  /** SES's account in the environment's region. */
  mailAccount(): Promise<MailAccount>;
  /** `undefined` if SES does not know the domain or address. */
  mailIdentity(identity: string): Promise<MailIdentity | undefined>;
  /** Addresses that are subscribed by e-mail; `undefined` if there is no such topic. */
  subscriptions(topicName: string): Promise<readonly Subscription[] | undefined>;
}

export interface Zone {
  /** The account's own: `us-east-1a` */
  readonly name: string;
  /** The same in every account: `use1-az4` */
  readonly id: string;
}

export interface StackView {
  /** CloudFormation's: `UPDATE_COMPLETE` */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** As in a zone file: hosts in lower case without the trailing dot, texts joined and unquoted. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

export interface MailAccount {
  /** Whether the account has left the sandbox. */
  readonly productionAccess: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN` */
  readonly enforcement: string;
  readonly sendingEnabled: boolean;
  /** Of the request for production access: `PENDING`, `FAILED`, `GRANTED` or `DENIED`. */
  readonly review?: string;
  readonly perDay: number;
  readonly perSecond: number;
  readonly sentLastDay: number;
}

export interface MailIdentity {
  readonly verified: boolean;
  /** Easy DKIM's and the MAIL FROM domain's; `SUCCESS` when SES has seen the records. */
  readonly dkim: string;
  readonly mailFrom: string;
}

export interface Subscription {
  readonly address: string;
  readonly confirmed: boolean;
}

/** DNS as the rest of the world sees it. */
export interface LiveDns {
  /**
   * Values as in ZoneRecord; none if there is no such record.
   * @throws DnsUnanswered
   */
  lookUp(name: string, type: LiveType): Promise<readonly string[]>;
}

export const LIVE_TYPES = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const;
export type LiveType = (typeof LIVE_TYPES)[number];

/** The resolver did not get an answer, which says nothing about the record. `code` is Node's. */
export class DnsUnanswered extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`DNS did not answer: ${code}`, options);
    this.name = 'DnsUnanswered';
  }
}

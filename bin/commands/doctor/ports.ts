import type { Account } from '../../../lib/config/accounts';
import type { AccountAndRegion, Config } from '../../../lib/config/config';
import type { RecordKeeper } from '../bootstrap/ports';

/** What the doctor needs from outside. It only reads. */
export interface DoctorPorts {
  /**
   * An account, in AWS or in the rehearsal.
   * @param name `tools`, or the name of an environment
   * @param profile in the AWS configuration files. Unset: credentials come from the usual places of AWS tools
   * @throws CommandError REHEARSAL_NOT_RUNNING
   */
  readonly open: (
    target: AccountAndRegion,
    access: { readonly rehearsal: boolean; readonly profile?: string },
  ) => AccountView;
  readonly machine: MachineView;
  /** `undefined` if no record is kept. @throws CommandError RECORD_BROKEN */
  readonly record: RecordKeeper['read'];
  /** Template of the stack that `waypost bootstrap` deploys for these types of resources. */
  readonly bootstrapTemplate: (
    config: Config,
    account: Account,
    types: readonly string[],
  ) => Promise<object>;
  readonly now: () => Date;
  readonly dns: LiveDns;
  /** Writes to stdout, unchanged. */
  readonly write: (text: string) => void;
}

/** The machine that rehearses and deploys. */
export interface MachineView {
  /** Node's version: `24.21.0` */
  readonly node: string;
  /** Path of a Python that can hold the emulator. @throws Error with a code and the remedy if there is none */
  python(): Promise<string>;
  /** Output of `git --version`; `undefined` if there is no git. */
  git(): string | undefined;
  /** Free bytes on the disk with the rehearsal's files. */
  freeBytes(): number;
  /** Opens a port on the loopback interface and closes it. @throws the system's error */
  openPort(): Promise<void>;
}

/** One account. Each method throws CommandError AWS_CREDENTIALS_MISSING, AWS_ACCESS_DENIED or AWS_REFUSED. */
export interface AccountView {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  /** `undefined` if there is no stack of this name. */
  stack(name: string, region: string): Promise<ExaminedStack | undefined>;
  /** The template that a stack was deployed with; `undefined` if there is no such stack. */
  template(name: string, region: string): Promise<object | undefined>;
  /** State of a CodeConnections connection; `undefined` in a rehearsal, which has its own source. */
  connection(arn: string): Promise<ConnectionState | undefined>;
  /** The certificate of a stack; `undefined` if it has none. */
  certificate(stack: string, region: string): Promise<CertificateView | undefined>;
  /** AWS Backup's settings for DynamoDB; `undefined` in a rehearsal, which makes no backups. */
  backupOfTables(region: string): Promise<BackupSettings | undefined>;
  /** The records of a stack's zone; `undefined` if it has none. */
  zoneRecords(stack: string, region: string): Promise<readonly ZoneRecord[] | undefined>;
  /** Availability zones of the account's region, sorted by name. */
  zones(): Promise<readonly Zone[]>;
  /** Service, such as `sqs` -> names of the zones in which an interface endpoint of it can be made. */
  endpointZones(services: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How many functions may run at once in the account's region. */
  functionsAtOnce(): Promise<number>;
  /**
   * Machine, such as `Linux/Small` -> number of builds that may run on it at once in the account's region, if
   * Service Quotas knows it; `undefined` if there is no such service.
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

export interface ExaminedStack {
  /** CloudFormation's: `UPDATE_COMPLETE` */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** CodeConnections' states, and one for a missing connection. */
export type ConnectionState = 'PENDING' | 'AVAILABLE' | 'ERROR' | 'MISSING';

export interface CertificateView {
  /** ACM's: `ISSUED` */
  readonly status: string;
  /** ACM's word for the reason, when it failed. */
  readonly failure?: string;
  /** Time at which it ends. */
  readonly notAfter?: Date;
  /** ACM's status of a running renewal: `PENDING_VALIDATION` */
  readonly renewal?: string;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRegionSettings.html */
export interface BackupSettings {
  /** Whether AWS Backup backs up tables that are chosen only by tags. */
  readonly optedIn: boolean;
  /** Whether it manages the backups itself (the advanced features), which copies and locks need. */
  readonly managed: boolean;
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
  /** State of the request for production access: `PENDING`, `FAILED`, `GRANTED` or `DENIED`. */
  readonly review?: string;
  readonly perDay: number;
  readonly perSecond: number;
  readonly sentLastDay: number;
}

export interface MailIdentity {
  readonly verified: boolean;
  /** States of Easy DKIM and the MAIL FROM domain: `SUCCESS` when SES has seen the records. */
  readonly dkim: string;
  readonly mailFrom: string;
}

export interface Subscription {
  readonly address: string;
  readonly confirmed: boolean;
}

/** Public DNS. */
export interface LiveDns {
  /**
   * Values as in ZoneRecord; empty if there is no such record.
   * @throws DnsUnanswered
   */
  lookUp(name: string, type: LiveType): Promise<readonly string[]>;
}

export const LIVE_TYPES = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const;
export type LiveType = (typeof LIVE_TYPES)[number];

/** The resolver got no answer. That says nothing about the record. `code` is Node's. */
export class DnsUnanswered extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`DNS did not answer: ${code}`, options);
    this.name = 'DnsUnanswered';
  }
}

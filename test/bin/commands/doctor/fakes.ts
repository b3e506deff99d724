import type {
  AccountView,
  BackupSettings,
  CertificateView,
  ConnectionState,
  DoctorPorts,
  LiveType,
  MachineView,
  MailAccount,
  MailIdentity,
  ExaminedStack,
  Subscription,
  ZoneRecord,
} from '../../../../bin/commands/doctor/ports';
import { DnsUnanswered } from '../../../../bin/commands/doctor/ports';
import type { DoctorReport } from '../../../../bin/commands/doctor/report';
import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import type { BootstrapRecord } from '../../../../lib/security/bootstrap-record';
import type { Config } from '../../../../lib/config/config';
import { exampleConfig } from '../../../helpers/example-config';
import { projectOf } from '../fakes';

export const SERVERS = {
  dev: ['ns1.example.net', 'ns2.example.net'],
  prod: ['ns-3.awsdns-03.org', 'ns-4.awsdns-04.com'],
} as const;

export const COMPLETE: ExaminedStack = {
  status: 'CREATE_COMPLETE',
  outputs: { BootstrapVersion: '33' },
  parameters: { TrustedAccounts: '111111111111' },
};
const GRANTED: MailAccount = {
  productionAccess: true,
  enforcement: 'HEALTHY',
  sendingEnabled: true,
  perDay: 50_000,
  perSecond: 14,
  sentLastDay: 3,
};
export const SANDBOX: MailAccount = {
  ...GRANTED,
  productionAccess: false,
  perDay: 200,
  perSecond: 1,
};
export const VERIFIED: MailIdentity = { verified: true, dkim: 'SUCCESS', mailFrom: 'SUCCESS' };

/** By account id; what is not given is as it should be. */
export interface World {
  readonly config?: Config;
  /** Account of the credentials; without, they open every account, as in a rehearsal. */
  readonly account?: string;
  /** By name; `undefined` for a stack that is not there. */
  readonly stacks?: Readonly<Record<string, ExaminedStack | undefined>>;
  readonly mail?: Partial<MailAccount>;
  /** What answers in place of SES when it is asked for its account. */
  readonly mailFault?: Error;
  readonly identities?: Readonly<Record<string, MailIdentity | undefined>>;
  readonly subscriptions?: readonly Subscription[] | undefined;
  /** Service -> zones with an endpoint of it, where not all three of the region have one. */
  readonly endpointZones?: Readonly<Record<string, readonly string[]>>;
  readonly functionsAtOnce?: number;
  /** By machine. */
  readonly buildsAtOnce?: Readonly<Record<string, number>>;
  readonly connection?: ConnectionState;
  readonly certificate?: CertificateView;
  readonly backups?: Readonly<Record<string, BackupSettings>>;
  readonly machine?: Partial<MachineView>;
  readonly record?: BootstrapRecord;
  /** By profile, where they are not the one of `account`. */
  readonly profiles?: Readonly<Record<string, string | Error>>;
  readonly records?: readonly ZoneRecord[];
  /** `name TYPE` -> values, or the code of a fault. */
  readonly dns?: Readonly<Record<string, readonly string[] | string>>;
}

/** What prod has in its records delegates dev to its name servers. */
export const wellConfig = exampleConfig();

export function fakeDoctor(world: World = {}) {
  const asked: string[] = [];
  let out = '';
  const config = world.config ?? wellConfig;
  const stacks: Record<string, ExaminedStack | undefined> = {
    ...Object.fromEntries(
      config.environments.map(({ name }) => [
        `waypost-${name}-dns`,
        {
          ...COMPLETE,
          outputs: { NameServers: (SERVERS[name as 'dev'] as readonly string[]).join(' ') },
        },
      ]),
    ),
    ...world.stacks,
  };
  const view = (
    place: { readonly account: string },
    { profile }: { readonly profile?: string } = {},
  ): AccountView => ({
    async accountId() {
      const holder = world.profiles?.[profile ?? ''] ?? world.account ?? place.account;
      if (holder instanceof Error) throw holder;
      return Promise.resolve(holder);
    },
    template: () =>
      Promise.resolve({ Resources: { Boundary: { Type: 'AWS::IAM::ManagedPolicy' } } }),
    connection: () => Promise.resolve(world.connection ?? 'AVAILABLE'),
    certificate: () =>
      Promise.resolve(
        world.certificate ?? { status: 'ISSUED', notAfter: new Date('2027-06-01T00:00:00Z') },
      ),
    backupOfTables: (region) =>
      Promise.resolve(world.backups?.[region] ?? { optedIn: true, managed: true }),
    stack: (name, region) => {
      asked.push(`${name} ${region}`);
      return Promise.resolve(name in stacks ? stacks[name] : COMPLETE);
    },
    zoneRecords: () => Promise.resolve(world.records ?? []),
    zones: () =>
      Promise.resolve(
        ['a', 'b', 'c'].map((zone, at) => ({ name: `eu-west-1${zone}`, id: `euw1-az${3 - at}` })),
      ),
    endpointZones: (services) =>
      Promise.resolve(
        new Map(
          services.map((service) => [
            service,
            world.endpointZones?.[service] ?? ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
          ]),
        ),
      ),
    functionsAtOnce: () => Promise.resolve(world.functionsAtOnce ?? 1000),
    buildsAtOnce: () =>
      Promise.resolve(
        new Map(Object.entries(world.buildsAtOnce ?? { 'Linux/Small': 60, 'Linux/Medium': 60 })),
      ),
    mailAccount: () =>
      world.mailFault
        ? Promise.reject(world.mailFault)
        : Promise.resolve({ ...GRANTED, ...world.mail }),
    mailIdentity: (identity) =>
      Promise.resolve(
        world.identities && identity in world.identities ? world.identities[identity] : VERIFIED,
      ),
    subscriptions: () =>
      Promise.resolve(
        'subscriptions' in world
          ? world.subscriptions
          : config.notifications.map((address) => ({ address, confirmed: true })),
      ),
  });
  const ports: DoctorPorts = {
    open: view,
    machine: {
      node: '24.21.0',
      python: () => Promise.resolve('/usr/bin/python3'),
      git: () => 'git version 2.47.3',
      freeBytes: () => 80e9,
      openPort: () => Promise.resolve(),
      ...world.machine,
    },
    record: () => world.record,
    bootstrapTemplate: (_, __, types) =>
      Promise.resolve({
        Resources: Object.fromEntries(
          types.map((type) => [type, { Type: 'AWS::IAM::ManagedPolicy' }]),
        ),
      }),
    now: () => new Date('2027-01-01T00:00:00Z'),
    dns: {
      lookUp(name: string, type: LiveType) {
        asked.push(`${name} ${type}`);
        const found = world.dns?.[`${name} ${type}`] ?? [];
        return typeof found === 'string'
          ? Promise.reject(new DnsUnanswered(found))
          : Promise.resolve(found);
      },
    },
    write: (text) => {
      out += text;
    },
  };
  return { ports, config, asked, written: () => out };
}

/** What a shell would see of `waypost doctor <line>`. */
export async function doctor(line: string, world: World = {}) {
  const fake = fakeDoctor(world);
  const program = waypostProgram(projectOf(fake.config), {
    doctor: () => fake.ports,
  });
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  for (const one of [program, ...program.commands]) {
    one.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const code = await main(program, ['doctor', ...line.split(' ').filter(Boolean)], tell);
  return { code: code ?? 0, stdout: fake.written(), stderr: errors.join('\n'), asked: fake.asked };
}

/** Verdict, text and remedy of each finding of one environment. */
export async function findingsOf(name: string, world: World = {}, flags = '') {
  const { code, stdout } = await doctor(`${name} --json ${flags}`, world);
  const [examined] = (JSON.parse(stdout) as DoctorReport).examined;
  return {
    code,
    all: (examined?.findings ?? []).map(({ verdict, says, remedy = [] }) => ({
      verdict,
      says,
      remedy: remedy.join('\n'),
    })),
  };
}

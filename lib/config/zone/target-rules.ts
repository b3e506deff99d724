import { ZONE_NAMES } from '../../naming';
import type { Problem } from '../config-error';
import type { SoundEnvironment, SoundRecord } from '../sound';
import { hasAddress, lookUp } from './zone-view';

type Environments = readonly (SoundEnvironment | undefined)[];

/** A problem, or something that works today and stops when the zone is delegated. */
interface Finding extends Problem {
  readonly isWarning: boolean;
}

/** A host that a record leads to. */
interface Target {
  readonly path: string;
  readonly host: string;
}

/** Records that lead to a host in the configuration's zones which cannot answer. */
export function targetProblems(environments: Environments): Problem[] {
  return findings(environments).flatMap(({ isWarning, ...problem }) =>
    isWarning ? [] : [problem],
  );
}

/** Records that lead to the domain itself, which work until it becomes the contact page. */
export function targetWarnings(environments: Environments): Problem[] {
  return findings(environments).flatMap(({ isWarning, ...problem }) =>
    isWarning ? [problem] : [],
  );
}

function findings(environments: Environments): Finding[] {
  return [...aliasLoops(environments), ...targets(environments)];
}

/** CNAMEs that lead to each other, or to themselves, so that nobody arrives (RFC 1034, section 3.6.2). */
function aliasLoops(environments: Environments): Finding[] {
  const next = ({ value }: Alias): Alias | undefined => {
    const found = value === undefined ? undefined : lookUp(value, environments);
    return found?.kind === 'records' ? found.records.find(isAlias) : undefined;
  };
  return environments.flatMap((environment, index) =>
    (environment?.records ?? []).flatMap((record, position): Finding[] => {
      if (!isAlias(record)) return [];
      const seen: Alias[] = [];
      let at = next(record);
      while (at !== undefined && at !== record && !seen.includes(at)) {
        seen.push(at);
        at = next(at);
      }
      if (at !== record) return [];
      return [
        {
          path: `environments[${index}].records[${position}].value`,
          found: record.value,
          expected: 'another target: this CNAME leads back to itself (RFC 1034, section 3.6.2)',
          fix: 'let it lead to a host with addresses',
          isWarning: false,
        },
      ];
    }),
  );
}

type Alias = Extract<SoundRecord, { readonly type?: 'CNAME' }> & { readonly type: 'CNAME' };

function isAlias(record: SoundRecord | undefined): record is Alias {
  return record?.type === 'CNAME';
}

function targets(environments: Environments): Finding[] {
  return environments.flatMap((environment, index) =>
    (environment?.records ?? []).flatMap((record, position) => {
      if (record?.type === undefined || record.name === undefined) return [];
      const path = `environments[${index}].records[${position}]`;
      return [
        ...targetsOf(record, path).flatMap((target) => [
          ...leadsAstray(target, record, environments),
        ]),
        ...(environment?.domain === undefined
          ? []
          : apexHints(record, path, environment.domain, environment.delegated === true)),
      ];
    }),
  );
}

/** `.` says that there is none, or that it is the record's own name. */
function targetsOf(record: SoundRecord, path: string): Target[] {
  const listed = (hosts: readonly (string | undefined)[], key: string) =>
    hosts.flatMap((host, index) =>
      host === undefined || host === '.' ? [] : [{ path: `${path}.values[${index}]${key}`, host }],
    );
  switch (record.type) {
    case 'CNAME':
      return record.value === undefined ? [] : [{ path: `${path}.value`, host: record.value }];
    case 'ALIAS':
      return record.target === undefined ? [] : [{ path: `${path}.target`, host: record.target }];
    case 'MX':
    case 'SRV':
      return listed(record.values?.map((one) => one?.host) ?? [], '.host');
    case 'HTTPS':
    case 'SVCB':
      return listed(record.values?.map((one) => one?.target) ?? [], '.target');
    case 'NS':
      return listed(record.values ?? [], '');
    default:
      return [];
  }
}

/** Types whose host may be no other name of another host, and why. */
const NO_ALIAS: Readonly<Record<string, string>> = {
  MX: 'RFC 2181, section 10.3',
  NS: 'RFC 2181, section 10.3',
  SRV: 'RFC 2782',
};

function* leadsAstray(
  { path, host }: Target,
  record: SoundRecord,
  environments: Environments,
): Iterable<Finding> {
  const { type = '', name = '' } = record;
  // What is below an underscore is asked for its texts, as `_spf` for SPF's, and not for a server.
  if (type === 'CNAME' && /(?:^|\.)_/.test(name)) return;
  if ((type === 'HTTPS' || type === 'SVCB') && name === '@') return;
  const found = lookUp(host, environments);
  if (found.kind === 'unknown') return;
  const finding = (expected: string, fix: string, isWarning = false): Finding => ({
    path,
    found: host,
    expected,
    fix,
    isWarning,
  });
  const records = found.kind === 'page' ? [] : found.records;
  const isPage = found.kind === 'page' || found.becomesPage;
  if (isPage) {
    yield finding(
      `another host: ${host} is the contact page when the zone is delegated, and nothing else`,
      type === 'CNAME' || type === 'ALIAS'
        ? 'lead the name to your server with an A or AAAA record, or remove this record: the page has no certificate for another name'
        : 'give the server another name, with an A or AAAA record of its addresses, and use that name here',
      records.some(hasAddress),
    );
    return;
  }
  const rule = NO_ALIAS[type];
  if (rule === undefined) {
    // Left over or mistyped: it takes nothing away that worked.
    if (records.length === 0 && !isOwnName(host, environments)) {
      yield finding(
        'a host that exists: its zone has no record with this name',
        `add a record for ${host}, correct the name, or remove this record`,
        true,
      );
    }
    return;
  }
  if (records.some((one) => one.type === 'CNAME')) {
    yield finding(
      `a host with its own addresses, not a CNAME (${rule})`,
      `write ${host} as an A or AAAA record, or name the host that it leads to`,
    );
  } else if (!records.some(hasAddress)) {
    yield finding(
      'a host with an address: its zone has no address for it',
      `add an A or AAAA record for ${host}, or correct the name`,
    );
  } else if (type === 'MX' && records.every(isCloudFront)) {
    yield finding(
      'a mail server: CloudFront takes no mail',
      'name the server that takes your mail',
    );
  }
}

/** Names that Waypost or SES has records at, and below an underscore there are others' keys and texts. */
function isOwnName(host: string, environments: Environments): boolean {
  return (
    /(?:^|\.)_/.test(host) ||
    environments.some((one) => host === `${ZONE_NAMES.mailFrom}.${one?.domain ?? ''}`)
  );
}

function isCloudFront(record: SoundRecord): boolean {
  return record.type === 'ALIAS' && (record.target ?? '').endsWith('.cloudfront.net');
}

/** RFC 9460, section 7.3: browsers go to the hints without asking for the name's addresses. */
function apexHints(record: SoundRecord, path: string, domain: string, isPage: boolean): Finding[] {
  if (record.type !== 'HTTPS' || record.name !== '@') return [];
  return (record.values ?? []).flatMap((value, index): Finding[] => {
    if (value?.target === undefined) return [];
    if (value.target !== '.' && value.target !== domain) {
      return [
        {
          path: `${path}.values[${index}].target`,
          found: value.target,
          expected: `"." at "@", which is the contact page when the zone is delegated: browsers go to ${value.target} instead`,
          fix: 'write "." or remove the record, if visitors should see the page',
          isWarning: true,
        },
      ];
    }
    const key = (['ipv4Hints', 'ipv6Hints', 'port'] as const).find(
      (one) => value[one] !== undefined,
    );
    if (key === undefined || (key === 'port' && value.port === 443)) return [];
    return [
      {
        path: `${path}.values[${index}].${key}`,
        found: value[key],
        expected: 'no addresses at "@": the contact page is at CloudFront, whose addresses change',
        fix: 'remove it: otherwise browsers go to your previous website',
        isWarning: !isPage,
      },
    ];
  });
}

import { ZONE_NAMES } from '../../../../lib/naming';
import type { FileRecord } from '../zone-file/master-file';

const SIGNATURES = [
  'CDNSKEY',
  'CDS',
  'DNSKEY',
  'NSEC',
  'NSEC3',
  'NSEC3PARAM',
  'RRSIG',
  'TYPE65534',
  'ZONEMD',
];

/** Types of other providers -> what to write instead. */
const REMEDIES: Readonly<Record<string, string>> = {
  ALIAS: 'write an ALIAS record if the target is in AWS, else its addresses',
  ANAME: 'write an ALIAS record if the target is in AWS, else its addresses',
  DNAME: 'write a CNAME record named "*" below the name',
  SPF: 'RFC 7208 has ended this type: keep the text as TXT',
  URL: 'a redirection by the provider, which is not DNS: let a web server redirect',
  URL301: 'a redirection by the provider, which is not DNS: let a web server redirect',
};

/** Why a record does not go into the configuration; `undefined` if it does. */
export function reasonToLeave(record: FileRecord, name: string): string | undefined {
  const { type } = record;
  if (SIGNATURES.includes(type)) return 'DNSSEC of the old servers; `dnssec` signs the new zone';
  if (type === 'SOA') return 'Route 53 makes its own';
  if (record.class !== 'IN' && record.class !== 'AWS')
    return `class ${record.class}, which Route 53 does not have`;
  if (name === '@' && type === 'NS') return 'the old name servers; Route 53 has its own';
  if (name === '@' && type === 'DS') return 'belongs in the zone above';
  if (name === '@' && ['A', 'AAAA', 'ALIAS', 'ANAME', 'CNAME'].includes(type)) {
    return 'the domain itself becomes the contact page';
  }
  if (name === ZONE_NAMES.mailFrom) return "Waypost's own: bounces of its mail";
  if (name === ZONE_NAMES.dkim && type === 'NS') return "Waypost's own keys stand below this name";
  if (/\bAWS routing=/.test(record.comment) || (record.class === 'AWS' && type !== 'ALIAS')) {
    return 'a routing policy of Route 53, which waypost.config.ts does not have: write one plain record';
  }
  return record.class === 'AWS' ? aliasFault(record) : parameterFault(record);
}

/** Why a record of a type that the configuration does not have is left out. */
export function foreignType(type: string): string {
  return `not a type of waypost.config.ts${REMEDIES[type] === undefined ? '' : `: ${REMEDIES[type]}`}`;
}

/** cli53's exports: `www 86400 AWS ALIAS A d1.cloudfront.net. Z2FDTNDATAQYW2 false`. */
function aliasFault({ fields }: FileRecord): string | undefined {
  const [type = '', target = '', zone = ''] = fields.map(({ raw }) => raw);
  if (!/^(?:A|AAAA)$/i.test(type) || !/^Z[A-Z0-9]+$/.test(zone) || !target.endsWith('.')) {
    return 'an alias to a record of its own zone, or of a type without addresses: write that one here';
  }
  return undefined;
}

const PARAMETERS = ['alpn', 'port', 'ipv4hint', 'ipv6hint'];

function parameterFault({ type, fields }: FileRecord): string | undefined {
  if (type !== 'HTTPS' && type !== 'SVCB') return undefined;
  const unknown = fields
    .slice(2)
    .map(({ raw }) => raw.replace(/=.*$/s, ''))
    .find((key) => !PARAMETERS.includes(key));
  return unknown === undefined || fields[0]?.raw === '\\#'
    ? undefined
    : `its parameter ${unknown} does not exist in waypost.config.ts`;
}

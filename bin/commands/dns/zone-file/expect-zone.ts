import { nearest } from '../../../../lib/config/fields/suggest';
import { KNOWN_TYPES } from '../values/presentation';
import type { FileRecord } from './master-file';
import { ZoneFileError } from './zone-file-error';

/** Other known types: IANA's list, and types that providers add. */
const OTHER_TYPES = (
  'A6 AFSDB AMTRELAY APL ATMA AVC BRID CDNSKEY CDS CERT CLA CSYNC DHCID DLV DNAME DNSKEY DOA DSYNC EID EUI48 EUI64 GID GPOS HHIT HINFO HIP ' +
  'IPN IPSECKEY ISDN KEY KX L32 L64 LOC LP MB MD MF MG MINFO MR NID NIMLOC NINFO NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXT ' +
  'OPENPGPKEY PX RESINFO RKEY RP RRSIG RT SIG SINK SMIMEA SOA SPF TA TALINK UID UINFO UNSPEC URI WALLET WKS X25 ZONEMD ' +
  'WINS WINSR ALIAS ANAME FRAME REDIRECT URL URL301 URL302'
).split(' ');

/**
 * Refuses records of another zone or of a mistyped type: they would be lost or, worse, taken for others.
 * @throws ZoneFileError
 */
export function expectZone(file: readonly FileRecord[], domain: string): void {
  const isInside = ({ name }: FileRecord) => `.${name}`.endsWith(`.${domain}`);
  const stray = file.find(({ type, name }) => type === 'SOA' && name !== domain);
  if (stray !== undefined) {
    throw new ZoneFileError(
      stray.line,
      stray.text,
      `the zone of ${domain}, but this is the zone of ${stray.name || 'the root'}`,
      'name the environment that has this zone, export the other one, or correct $ORIGIN',
    );
  }
  if (file.length === 0) {
    throw new ZoneFileError(0, '', 'a zone file with records', 'export the zone anew');
  }
  const types = [...KNOWN_TYPES, ...OTHER_TYPES];
  const mistyped = file.find(({ type }) => !types.includes(type) && !/^TYPE\d+$/.test(type));
  if (mistyped !== undefined) {
    const guess = nearest(mistyped.type, types);
    throw new ZoneFileError(
      mistyped.line,
      mistyped.text,
      `a DNS type instead of "${mistyped.type}"`,
      `${guess === undefined ? 'correct the line' : `did you mean "${guess}"? Correct the line`}, or put ";" before it to leave it out`,
    );
  }
  const outside = file.find((record) => !isInside(record));
  if (outside !== undefined) {
    const { name, origin } = outside;
    const from = origin === domain ? '' : `; $ORIGIN is ${origin || 'the root'} here`;
    throw new ZoneFileError(
      outside.line,
      outside.text,
      `a name in ${domain}, but this is ${name || 'the root'}${from}`,
      'correct the name or $ORIGIN, or put ";" before the line to leave it out',
    );
  }
}

import type { FileRecord } from './master-file';
import { ZoneFileError } from './zone-file-error';

/**
 * Records of another zone would be lost or, worse, taken for this one's.
 * @throws ZoneFileError
 */
export function expectZone(file: readonly FileRecord[], domain: string): void {
  const isInside = ({ name }: FileRecord) => `.${name}`.endsWith(`.${domain}`);
  const stray = file.find(({ type, name }) => type === 'SOA' && name !== domain);
  if (stray !== undefined) {
    throw new ZoneFileError(
      stray.line,
      stray.text,
      `the zone of ${domain}, and this is that of ${stray.name || 'the root'}`,
      'name the environment that has this zone, export the other one, or correct $ORIGIN',
    );
  }
  if (file.length === 0) {
    throw new ZoneFileError(0, '', 'a zone file with records', 'export the zone anew');
  }
  const outside = file.find((record) => !isInside(record));
  if (outside !== undefined) {
    const { name, origin } = outside;
    const from = origin === domain ? '' : `; $ORIGIN is ${origin || 'the root'} here`;
    throw new ZoneFileError(
      outside.line,
      outside.text,
      `a name in ${domain}, and this is ${name || 'the root'}${from}`,
      'correct the name or $ORIGIN, or put ";" before the line to leave it out',
    );
  }
}

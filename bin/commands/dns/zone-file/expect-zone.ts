import type { FileRecord } from './master-file';
import { ZoneFileError } from './zone-file-error';

/**
 * A file of another zone has none of this one's records, or only a few of them.
 * @throws ZoneFileError
 */
export function expectZone(file: readonly FileRecord[], domain: string): void {
  const isInside = ({ name }: FileRecord) => `.${name}`.endsWith(`.${domain}`);
  const soa = file.find(({ type }) => type === 'SOA');
  const stray = soa === undefined || soa.name === domain ? undefined : soa;
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
  const [first] = file;
  if (first !== undefined && !file.some(isInside)) {
    throw new ZoneFileError(
      first.line,
      first.text,
      `records of ${domain}, and this is ${first.name || 'the root'}, as are all others outside it`,
      'name the environment that has this zone, export the other one, or correct $ORIGIN',
    );
  }
}

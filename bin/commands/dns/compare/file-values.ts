import type { DnsPorts } from '../ports';
import { KNOWN_TYPES, partsOf } from '../values/presentation';
import { ValueFault, valueText } from '../values/value';
import { typeName } from '../wire';
import { expectZone } from '../zone-file/expect-zone';
import { readZoneFile } from '../zone-file/master-file';
import { inFile } from '../zone-file/zone-file-error';

/** A record of a zone file that can be asked for. */
export interface FileValue {
  readonly line: number;
  readonly name: string;
  readonly type: string;
  /** In one form; `undefined` if it is no value of the type, such as GoDaddy's `A Parked`. */
  readonly value: string | undefined;
}

/** @throws CommandError ZONE_FILE_UNREADABLE or ZONE_FILE_BROKEN */
export async function fileValues(
  path: string,
  domain: string,
  readFile: DnsPorts['readFile'],
): Promise<FileValue[]> {
  const text = await readFile(path);
  const records = inFile(path, () => {
    const read = readZoneFile(text, domain);
    expectZone(read, domain);
    return read;
  });
  return records.flatMap(
    ({ line, name, type: given, class: recordClass, fields, origin }): FileValue[] => {
      const type = typeName(given);
      const isOurs =
        recordClass === 'IN' &&
        `.${name}`.endsWith(`.${domain}`) &&
        KNOWN_TYPES.includes(type) &&
        !(name === domain && type === 'NS');
      if (!isOurs) return [];
      try {
        return [
          { line, name, type, value: valueText(type, partsOf(type, fields, { origin, domain })) },
        ];
      } catch (error) {
        if (error instanceof ValueFault) return [{ line, name, type, value: undefined }];
        throw error;
      }
    },
  );
}

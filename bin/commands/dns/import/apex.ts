import { partsOf } from '../values/presentation';
import { ValueFault, valueText } from '../values/value';
import type { FileRecord } from '../zone-file/master-file';
import type { RecordGroup, Remark } from './taken';

export type Answers = Pick<RecordGroup, 'type' | 'values'>;

/** Today's answer for names that point at the domain: its addresses, or the domain's own target. */
export function apexToday(file: readonly FileRecord[], domain: string): Answers[] {
  const answers = (type: string, as: Answers['type']): Answers[] => {
    const values = file
      .filter((one) => one.name === domain && one.type === type && one.class === 'IN')
      .flatMap((one) => {
        try {
          return [partsOf(as, one.fields, { origin: one.origin, domain })];
        } catch (error) {
          // GoDaddy's exports have `A Parked`.
          if (error instanceof ValueFault) return [];
          throw error;
        }
      });
    return values.length === 0 ? [] : [{ type: as, values }];
  };
  const addresses = [...answers('A', 'A'), ...answers('AAAA', 'AAAA')];
  if (addresses.length > 0) return addresses;
  // A CNAME that providers "flatten" at the domain itself is a plain CNAME at other names.
  return ['CNAME', 'ALIAS', 'ANAME'].flatMap((type) => answers(type, 'CNAME')).slice(0, 1);
}

/**
 * On shared hosting, servers for mail and services often have the domain's own name. They get the name of
 * `mail` if it has the same addresses: then only the name changes.
 */
export function serversRenamed(
  groups: Map<string, RecordGroup>,
  apex: readonly Answers[],
  domain: string,
): Remark[] {
  const answersOf = (type: string) =>
    [apex.find((one) => one.type === type), groups.get(`mail ${type}`)].map((one) =>
      (one?.values ?? [])
        .map((value) => valueText(type, value))
        .sort()
        .join(),
    );
  const isSame = ['A', 'AAAA'].every((type) => {
    const [today, then] = answersOf(type);
    return today === then;
  });
  const server = `mail.${domain}`;
  if (!isSame || !groups.has('mail A')) return [];
  return [...groups].flatMap(([key, group]) => {
    const at = group.type === 'MX' ? 1 : group.type === 'SRV' ? 3 : -1;
    if (at === -1 || !group.values.some((value) => value[at] === domain)) return [];
    const values = group.values.map((value) =>
      value.map((part, index) => (index === at && part === domain ? server : part)),
    );
    groups.set(key, { ...group, values });
    const [line = 0] = group.lines;
    const what = `${group.name === '@' ? domain : `${group.name}.${domain}`} ${group.type} ${domain}`;
    return [
      {
        line,
        what,
        says: `names ${server}, which has the same addresses: ${domain} will be the contact page, which takes no mail`,
      },
    ];
  });
}

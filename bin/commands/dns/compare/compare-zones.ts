import type { OurRecord } from './our-zone';
import {
  type AddressesOf,
  type Compared,
  type LiveRecord,
  shown,
  type Today,
  verdictOn,
} from './verdict';

/** Compares today's answers with the answers of our zone. */
export async function compareZones(
  domain: string,
  today: Today,
  ours: readonly OurRecord[],
  addressesOf: AddressesOf,
): Promise<Compared[]> {
  const live = liveRecords(today);
  const compared: Compared[] = [];
  for (const record of live) {
    const cut = delegationOf(record, domain, ours);
    if (cut !== undefined) {
      const { name, type, values } = record;
      const then = [`what the servers of ${cut.name} say: ${cut.values.join(', ')}`];
      compared.push({ verdict: 'different', name, type, today: values, then, covers: [] });
      continue;
    }
    compared.push(await verdictOn(record, domain, today, ours, addressesOf));
  }
  const said = new Set(
    compared.flatMap(({ name, covers }) => covers.map((type) => `${name} ${type}`)),
  );
  const asked = new Set([...today.keys()].flatMap((key) => [key, key.replace(/ .*/, ' CNAME')]));
  // The delegated servers themselves answer for their glue.
  const isGlue = (name: string) =>
    live.some(
      (one) => one.type === 'NS' && one.name !== name && `.${name}`.endsWith(`.${one.name}`),
    );
  const added = ours.filter(
    ({ name, type }) =>
      asked.has(`${name} ${type}`) && !said.has(`${name} ${type}`) && !isGlue(name),
  );
  return [
    ...compared,
    ...added.map((one): Compared => ({
      verdict: 'new',
      name: one.name,
      type: one.type,
      today: [],
      then: shown(one),
      covers: [one.type],
    })),
  ];
}

/** Our delegation that takes a name out of this zone. */
function delegationOf(
  { name, type }: LiveRecord,
  domain: string,
  ours: readonly OurRecord[],
): OurRecord | undefined {
  return ours.find(
    (one) =>
      one.type === 'NS' &&
      one.name !== domain &&
      `.${name}`.endsWith(`.${one.name}`) &&
      !(name === one.name && (type === 'NS' || type === 'DS')),
  );
}

/** Answers as records. Every answer for the name of a CNAME shows it; every answer below a delegation shows that. */
function liveRecords(today: Today): LiveRecord[] {
  const found = new Map<string, LiveRecord>();
  for (const [key, { values, ttlSeconds, alias, delegated }] of today) {
    const [name = '', type = ''] = key.split(' ');
    const add = (record: LiveRecord) => found.set(`${record.name} ${record.type}`, record);
    const ttl = ttlSeconds === undefined ? {} : { ttlSeconds };
    if (delegated) add({ name: delegated.name, type: 'NS', values: delegated.servers });
    else if (alias !== undefined) add({ name, type: 'CNAME', values: [alias], ...ttl });
    else if (values.length > 0) add({ name, type, values, ...ttl });
  }
  return [...found.values()];
}

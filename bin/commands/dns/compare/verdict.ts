import type { ServerAnswer } from './server-answer';
import { answersFor, type OurRecord, PAGE } from './our-zone';

/**
 * `lost`: answered today, but not by the new zone. `different`: both have an answer, but not the same.
 * `page`: it becomes the contact page. `new`: only in the new zone. `same`: the new zone answers the same.
 */
export type AnswerVerdict = 'lost' | 'different' | 'page' | 'new' | 'same';

export interface Compared {
  readonly verdict: AnswerVerdict;
  readonly name: string;
  readonly type: string;
  readonly today: readonly string[];
  /** Each value has its type before it, if that is another type. */
  readonly then: readonly string[];
  /** Types of our records with this verdict. */
  readonly covers: readonly string[];
  /** A further remark. */
  readonly remark?: string;
}

/** Addresses of another host; empty if nobody answers. */
export type AddressesOf = (host: string, type: 'A' | 'AAAA') => Promise<readonly string[]>;

/** Today's answers, by `name type`. Answers to other types show a CNAME. */
export type Today = ReadonlyMap<string, ServerAnswer>;

/** Today's answer for a name and a type. */
export interface LiveRecord {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  readonly ttlSeconds?: number;
}

/** Compares today's answer for one name and type with that of our zone. */
export async function verdictOn(
  record: LiveRecord,
  domain: string,
  today: Today,
  ours: readonly OurRecord[],
  addressesOf: AddressesOf,
): Promise<Compared> {
  const here = answersFor(record.name, domain, ours);
  return record.type === 'CNAME'
    ? compareAlias(record, here, today, addressesOf)
    : (compareServers(record, here, domain, today, ours) ??
        compareRecord(record, here, addressesOf));
}

/** Servers with other names count as the same if they have the same addresses: `dns import` renames them. */
function compareServers(
  { name, type, values }: LiveRecord,
  here: readonly OurRecord[],
  domain: string,
  today: Today,
  ours: readonly OurRecord[],
): Compared | undefined {
  const mine = here.find((one) => one.type === type);
  if ((type !== 'MX' && type !== 'SRV') || mine === undefined || equal(values, mine.values))
    return undefined;
  const byAddress = (
    list: readonly string[],
    addresses: (host: string, family: string) => readonly string[],
  ) =>
    list.map((value) => {
      const [, before = '', host = ''] = /^(.*) (\S+)$/.exec(value) ?? [];
      const found = ['A', 'AAAA'].map((family) => addresses(host, family).toSorted().join());
      return found.every((one) => one === '') ? value : `${before} ${found.join(' ')}`;
    });
  const live = byAddress(values, (host, family) => today.get(`${host} ${family}`)?.addresses ?? []);
  const then = byAddress(mine.values, (host, family) =>
    answersFor(host, domain, ours).flatMap((one) => (one.type === family ? one.values : [])),
  );
  if (!equal(live, then)) return undefined;
  const remark = 'servers with the same addresses';
  return { verdict: 'same', name, type, today: values, then: mine.values, covers: [type], remark };
}

async function compareRecord(
  live: LiveRecord,
  here: readonly OurRecord[],
  addressesOf: AddressesOf,
): Promise<Compared> {
  const { name, type, values } = live;
  // The name of a CNAME answers every question with the CNAME.
  const mine = here.find((one) => one.type === type) ?? here.find((one) => one.type === 'CNAME');
  const compared = (
    verdict: AnswerVerdict,
    then: readonly string[],
    remark?: string,
  ): Compared => ({
    verdict,
    name,
    type,
    today: values,
    then,
    covers: mine === undefined ? [] : [mine.type],
    ...(remark !== undefined && { remark }),
  });
  if (mine === undefined) return compared('lost', []);
  if (mine.type !== type) return compared('different', withType(mine));
  if (mine.alias === PAGE) return compared('page', shown(mine));
  if (mine.alias !== undefined) {
    const addresses = isAddress(type) ? await addressesOf(mine.alias, type) : [];
    return addresses.some((address) => values.includes(address))
      ? compared('same', shown(mine), 'the same addresses today')
      : compared('different', shown(mine));
  }
  if (!equal(values, mine.values)) return compared('different', shown(mine));
  const remark = [
    ...(mine.name === name ? [] : [`by ${mine.name}`]),
    ...(live.ttlSeconds === mine.ttlSeconds
      ? []
      : [
          `TTL ${live.ttlSeconds ?? 'unknown'} today, ${mine.ttlSeconds ?? 'unknown'} in the new zone`,
        ]),
  ].join('; ');
  return compared('same', shown(mine), remark === '' || type === 'NS' ? undefined : remark);
}

/** Today's CNAME. Addresses or an alias that lead to the same host are the same. */
async function compareAlias(
  live: LiveRecord,
  here: readonly OurRecord[],
  today: Today,
  addressesOf: AddressesOf,
): Promise<Compared> {
  if (here.some(({ type }) => type === 'CNAME')) return compareRecord(live, here, addressesOf);
  const { name, type, values } = live;
  const mine = here.filter((one) => isAddress(one.type));
  const compared = (verdict: AnswerVerdict): Compared => ({
    verdict,
    name,
    type,
    today: values,
    then: mine.flatMap(withType),
    covers: mine.map((one) => one.type),
  });
  if (here.length === 0) return compared('lost');
  if (mine.some(({ alias }) => alias === PAGE)) return compared('page');
  const [host = ''] = values;
  if (mine.some(({ alias }) => alias === host)) return compared('same');
  for (const family of ['A', 'AAAA'] as const) {
    const along = today.get(`${name} ${family}`)?.addresses ?? [];
    const leads = along.length > 0 ? along : await addressesOf(host, family);
    const record = mine.find((one) => one.type === family);
    const isSame =
      typeof record?.alias === 'string'
        ? (await addressesOf(record.alias, family)).some((one) => leads.includes(one))
        : equal(leads, record?.values ?? []);
    if (!isSame) return compared('different');
  }
  return compared(mine.length === 0 ? 'different' : 'same');
}

function isAddress(type: string): type is 'A' | 'AAAA' {
  return type === 'A' || type === 'AAAA';
}

export function equal(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join('\n') === others.toSorted().join('\n');
}

/** As a person reads it. */
export function shown({ values, alias }: OurRecord): readonly string[] {
  if (alias === undefined) return values;
  return [alias === PAGE ? 'an alias to CloudFront: the contact page' : `an alias to ${alias}`];
}

function withType(record: OurRecord): readonly string[] {
  return shown(record).map((value) => `${record.type} ${value}`);
}

import { ZONE_NAMES } from '../../naming';
import type { SoundEnvironment, SoundRecord } from '../sound';

/** What a resolver would find at a name, as far as the configuration shows. */
export type LookedUp =
  /** A zone of somebody else, or a zone that may hold more records than are known here. */
  | { readonly kind: 'unknown' }
  /** CloudFront with the contact page. */
  | { readonly kind: 'page' }
  /** `becomesPage`: the owner's own apex, until the zone is delegated. */
  | {
      readonly kind: 'records';
      readonly records: readonly SoundRecord[];
      readonly becomesPage: boolean;
    };

type Environments = readonly (SoundEnvironment | undefined)[];

/** Looks a full name up in the zones of the configuration. */
export function lookUp(fullName: string, environments: Environments): LookedUp {
  const zones = environments
    .filter((one) => one?.domain !== undefined && `.${fullName}`.endsWith(`.${one.domain}`))
    .sort((one, other) => (other?.domain?.length ?? 0) - (one?.domain?.length ?? 0));
  const [zone] = zones;
  if (zone?.domain === undefined) return { kind: 'unknown' };
  const name = fullName === zone.domain ? '@' : fullName.slice(0, -zone.domain.length - 1);
  const isServed = zone.mtaSts !== undefined && name === ZONE_NAMES.mtaStsHost;
  if ((name === '@' && zone.delegated === true) || isServed) return { kind: 'page' };
  const records = (zone.records ?? []).filter((one) => one !== undefined);
  const isAway = records.some(
    (one) => one.type === 'NS' && one.name !== '@' && `.${name}`.endsWith(`.${one.name ?? ''}`),
  );
  if (isAway) return { kind: 'unknown' };
  const found = recordsAt(name, records);
  // What is wrong by itself may be what is looked for.
  const isWhole =
    records.length === (zone.records ?? []).length &&
    records.every((one) => one.name !== undefined && one.type !== undefined);
  if (found.length === 0 && !isWhole) return { kind: 'unknown' };
  return { kind: 'records', records: found, becomesPage: name === '@' };
}

/** RFC 4592: a wildcard stands for names below the closest one that is there. */
function recordsAt(name: string, records: readonly SoundRecord[]): readonly SoundRecord[] {
  const exists = (one: string) =>
    records.some((record) => `.${record.name ?? ''}`.endsWith(`.${one}`));
  const exact = records.filter((record) => record.name === name);
  if (name === '@' || exists(name)) return exact;
  const labels = name.split('.');
  for (let depth = 1; depth <= labels.length; depth += 1) {
    const above = labels.slice(depth).join('.');
    const wildcard = above === '' ? '*' : `*.${above}`;
    if (above === '' || exists(above)) return records.filter((record) => record.name === wildcard);
  }
  return [];
}

const ADDRESSES = ['A', 'AAAA', 'ALIAS'];

export function hasAddress({ type }: SoundRecord): boolean {
  return ADDRESSES.includes(type ?? '');
}

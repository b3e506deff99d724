import type { EnvironmentConfig } from '../../../../lib/config/config';
import type { PricedStack } from '../../../../lib/pricing/template';
import { KNOWN_TYPES, valueOfText } from '../values/presentation';

/** The answer of our zone for a name and a type. */
export interface OurRecord {
  /** Full, in lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
  /** In one form, sorted; empty for an alias. */
  readonly values: readonly string[];
  readonly ttlSeconds?: number;
  /** Target of an alias: a host, or `PAGE` for CloudFront with the contact page. */
  readonly alias?: string | typeof PAGE;
}

/** CloudFront. Its name is known only after the deployment. */
export const PAGE = Symbol('the contact page');

/** The record sets of an environment's stacks, without names that SES chooses. */
export function ourRecords(
  stacks: readonly PricedStack[],
  { account }: Pick<EnvironmentConfig, 'account'>,
): OurRecord[] {
  return stacks
    .filter((stack) => stack.account === account)
    .flatMap(({ template }) => Object.values(template.Resources ?? {}))
    .filter(({ Type }) => Type === 'AWS::Route53::RecordSet')
    .flatMap(({ Properties = {} }) => recordOf(Properties as RecordSet) ?? []);
}

interface RecordSet {
  readonly Name?: unknown;
  readonly Type?: unknown;
  readonly TTL?: unknown;
  readonly ResourceRecords?: readonly unknown[];
  readonly AliasTarget?: { readonly DNSName?: unknown };
}

function recordOf({
  Name,
  Type,
  TTL,
  ResourceRecords = [],
  AliasTarget,
}: RecordSet): OurRecord | undefined {
  // SES chooses the names of its keys when it is deployed.
  if (typeof Name !== 'string' || typeof Type !== 'string' || !KNOWN_TYPES.includes(Type))
    return undefined;
  const at = { name: Name.toLowerCase().replace(/\.$/, ''), type: Type };
  if (AliasTarget !== undefined) {
    const target = AliasTarget.DNSName;
    return {
      ...at,
      values: [],
      alias: typeof target === 'string' ? target.toLowerCase().replace(/\.$/, '') : PAGE,
    };
  }
  const values = ResourceRecords.map((value) =>
    typeof value === 'string' ? valueOfText(Type, value) : 'known after the deployment',
  ).sort();
  return { ...at, values, ttlSeconds: Number(TTL) };
}

/** The answer of our zone for a name: its own records, or those of a wildcard (RFC 4592). */
export function answersFor(
  name: string,
  domain: string,
  records: readonly OurRecord[],
): readonly OurRecord[] {
  const exists = (one: string) => records.some((record) => `.${record.name}`.endsWith(`.${one}`));
  if (name === domain || exists(name)) return records.filter((record) => record.name === name);
  for (let above = parentOf(name); `.${above}`.endsWith(`.${domain}`); above = parentOf(above)) {
    if (above === domain || exists(above))
      return records.filter((record) => record.name === `*.${above}`);
  }
  return [];
}

export function parentOf(name: string): string {
  return name.replace(/^[^.]*\.?/, '');
}

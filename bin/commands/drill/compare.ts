import { createHash } from 'node:crypto';
import type { Fingerprints } from './ports';

/** Differences between a restored table and its source. Ids, sorted. */
export interface RestoreComparison {
  /** Items that the table had unchanged before and after the restored point in time. */
  readonly compared: number;
  readonly missing: readonly string[];
  readonly different: readonly string[];
  /** Only in the restored table. */
  readonly unexpected: readonly string[];
  /** Added, changed or deleted during the drill: their state at the restored point is not known. */
  readonly changedMeanwhile: number;
  /** Number of compared items, in both tables. */
  readonly checksum: { readonly table: string; readonly restored: string };
}

/**
 * The table is in use during a drill. So it is read before the restored point in time and after it. An item
 * that was the same both times was the same at that point.
 */
export function compare(
  before: Fingerprints,
  after: Fingerprints,
  restored: Fingerprints,
): RestoreComparison {
  const steady = [...before.keys()].filter((id) => after.get(id) === before.get(id)).sort();
  const seen = new Set([...before.keys(), ...after.keys()]);
  return {
    compared: steady.length,
    missing: steady.filter((id) => !restored.has(id)),
    different: steady.filter((id) => restored.has(id) && restored.get(id) !== before.get(id)),
    unexpected: [...restored.keys()].filter((id) => !seen.has(id)).sort(),
    changedMeanwhile: seen.size - steady.length,
    checksum: { table: checksum(steady, before), restored: checksum(steady, restored) },
  };
}

export function isSound({ missing, different, unexpected }: RestoreComparison): boolean {
  return missing.length + different.length + unexpected.length === 0;
}

function checksum(ids: readonly string[], fingerprints: Fingerprints): string {
  return sha256(ids.map((id) => `${id} ${fingerprints.get(id) ?? '-'}\n`).join(''));
}

/** The same text for equal items, in any order of their attributes and sets. */
export function fingerprint(item: unknown): string {
  return sha256(JSON.stringify(canonical(item)));
}

function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, inner]) => [
      name,
      isSet(name, inner) ? inner.map(canonical).sort() : canonical(inner),
    ])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** DynamoDB's sets have no order. An attribute with such a name has an object, not an array. */
function isSet(name: string, value: unknown): value is unknown[] {
  return Array.isArray(value) && ['SS', 'NS', 'BS'].includes(name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

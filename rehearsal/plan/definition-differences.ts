import { isDeepStrictEqual } from 'node:util';
import type { Definition } from './plan';

/**
 * The differences between two definitions of a pipeline, as paths that name stages and actions
 * (`Stages.Assets.Actions.FileAsset.Configuration.ProjectName`). Empty if they are the same.
 */
export function definitionDifferences(before: Definition, after: Definition): string[] {
  return differ('', before.properties, after.properties);
}

function differ(path: string, before: unknown, after: unknown): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const left = membersOf(before);
  const right = membersOf(after);
  if (left === undefined || right === undefined) {
    if (before === undefined) return [`${path} is new`];
    if (after === undefined) return [`${path} is gone`];
    return [`${path}: ${shown(before)} -> ${shown(after)}`];
  }
  const keys = new Set([...left.keys(), ...right.keys()]);
  const found = [...keys].flatMap((key) =>
    differ(path === '' ? key : `${path}.${key}`, left.get(key), right.get(key)),
  );
  return found.length > 0 ? found : [`${path}: the order has changed`];
}

/** Members by key. Members of a list have their own names as keys, so that an insertion is one difference. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    return new Map(value.map((item: unknown, index) => [nameOf(item) ?? String(index), item]));
  }
  if (typeof value === 'object' && value !== null) return new Map(Object.entries(value));
  return undefined;
}

function nameOf(item: unknown): string | undefined {
  return typeof item === 'object' &&
    item !== null &&
    'Name' in item &&
    typeof item.Name === 'string'
    ? item.Name
    : undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}
